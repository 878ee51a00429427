import type { ColumnType } from 'kysely'
import type { LiveChange } from '../../contract/events'
import type { GroupPlace } from '../../domain/group/group-membership'
import type {
  AnnouncementState,
  ApplicationState,
  GroupKind,
  HoldReason,
  MessageKind,
  MessageState,
  OrderAct,
  Relation,
  ReportReason,
  Role,
} from '../../domain/group/names'
import type { Answer, Choice } from '../../domain/ticket/questions'
import type { DeadlineStage, Limit } from '../../domain/ticket/deadlines'
import type {
  ClosedHow,
  EscalatedTo,
  PlatformState,
  QuestionKind,
  RoutingDays,
  RoutingMode,
  TicketState,
  TicketStep,
  Urgency,
} from '../../domain/ticket/names'

/** A column that has a default when it is left out. */
type WithDefault<T> = ColumnType<T, T | undefined, T>
/** jsonb: written as text, read as a value. */
type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

// ——— reference tables: the same on every node, no community in their keys ———

export interface DistrictTable {
  code: string
  name: string
}

export interface StreetTable {
  code: string
  district_code: string
  name: string
}

export interface CommunityTable {
  /** 12-digit division code. */
  id: string
  street_code: string
  name: string
  is_village: boolean
  opened_at: Date | null
  is_sample: WithDefault<boolean>
  lat: number | null
  lng: number | null
}

export interface GridTable {
  /** 15 digits, beginning with the community's 12. */
  code: string
  community_id: string
  name: string
  lat: number | null
  lng: number | null
}

export interface CategoryTable {
  id: string
  name: string
  group_name: string
  kind: string
  urgency: Urgency
  /** What residents are shown first; the others are found by searching the code lists. */
  is_everyday: boolean
  keywords: Json<string[]>
  codes: Json<{ chaoyang: string[]; cjt214: string | null; gbt30428: string | null }>
  hint: string | null
  sort: number
}

/** A limit that the street has set, for one category or for all of one urgency. */
export interface DeadlineRuleTable {
  id: string
  stage: DeadlineStage
  category_id: string | null
  urgency: Urgency | null
  kind: Limit['kind']
  /** Hours, or working days. */
  amount: number
  changed_at: Date
}

export interface CategoryQuestionTable {
  category_id: string
  code: string
  kind: QuestionKind
  words: string
  is_required: boolean
  hint: string | null
  choices: Json<readonly Choice[]>
  sort: number
  /** Taken off by the operator; a new version of ours does not bring it back. */
  ended_at: Date | null
}

export interface PersonTable {
  id: string
  surname: string
  is_operator: WithDefault<boolean>
  created_at: Date
  /** Set when the account is deleted; everything that tells who it was is gone then. */
  deleted_at: Date | null
  sample_name: string | null
  sample_who: string | null
  sample_can_try: string | null
}

export interface WechatIdentityTable {
  openid: string
  person_id: string
  unionid: string | null
  last_seen_at: Date
}

export interface ConsentTable {
  person_id: string
  notice_version: string
  given_at: Date
}

export interface SessionTable {
  id: string
  person_id: string
  /** SHA-256 of the token in base64url; the token itself is never stored. */
  token_hash: string
  /** The token before the last rotation, still good until `previous_until`. */
  previous_hash: string | null
  previous_until: Date | null
  device: string
  /** Begun by WeChat's own word for who this is: whoever uses it is in WeChat. */
  in_wechat: WithDefault<boolean>
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  revoked_at: Date | null
}

export interface SignInCodeTable {
  code_hash: string
  person_id: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface InvitationTable {
  code_hash: string
  community_id: string
  kind: Role
  grid_codes: Json<string[]>
  made_by: string | null
  created_at: Date
  expires_at: Date
  uses_left: number
}

export interface ApiKeyTable {
  id: string
  key_hash: string
  name: string
  scope: string
  created_at: Date
  revoked_at: Date | null
  /** Of an Open311 key: as whom it reports (no human being), how often it may ask, whether it gets a token before the number. */
  reports_as: WithDefault<string | null>
  per_minute: WithDefault<number | null>
  gives_token: WithDefault<boolean>
}

export interface SubscriptionTable {
  person_id: string
  template_key: string
  /** Messages that the person has agreed to and that have not been sent yet. */
  accepted_count: number
  refused_at: Date | null
}

/** A unit outside the committee that handles what is sent to it, for one community, a street or a district. */
export interface DepartmentTable {
  id: string
  /** The code of what it answers for: 12 digits of a community, 9 of a street, 6 of a district. */
  scope: string
  /** Of `server/data/department-kinds.json`. */
  kind: string
  name: string
  phone: string | null
  created_at: Date
  ended_at: Date | null
}

/** Who may sign in and answer for a department. */
export interface DepartmentAccountTable {
  department_id: string
  person_id: string
  since: Date
}

/** Commands of a person outside any community carry this in place of a community's id. */
export const NO_COMMUNITY = '000000000000'

// ——— community data: `community_id` first in every key ———

export interface BuildingTable {
  community_id: string
  id: string
  name: string
  units: Json<string[]>
  grid_code: string | null
  lat: number | null
  lng: number | null
  sort: number
}

export interface MembershipTable {
  community_id: string
  person_id: string
  role: Role
  nickname: string
  building: string | null
  unit: string | null
  room: string | null
  relation: Relation | null
  joined_at: Date
  left_at: Date | null
  /** When the rules of the talk were last agreed to. */
  rules_read_at: WithDefault<Date | null>
}

export interface GridWorkerTable {
  community_id: string
  grid_code: string
  person_id: string
}

export interface ApplicationTable {
  community_id: string
  id: string
  person_id: string
  surname: string
  building: string
  unit: string
  room: string
  relation: Relation
  note: string
  invited_by: string | null
  state: ApplicationState
  reason: string | null
  applied_at: Date
  decided_at: Date | null
  decided_by: string | null
}

export interface ChatGroupTable {
  community_id: string
  id: string
  kind: GroupKind
  name: string
  building: string | null
  unit: string | null
  grid_code: string | null
  description: WithDefault<string>
  /** Seconds between two messages of one person; 0 when off. */
  slow_seconds: WithDefault<number>
  last_seq: WithDefault<number>
  created_at: Date
  archived_at: Date | null
}

export interface MessageTable {
  community_id: string
  group_id: string
  /** 1, 2, 3 … in its group, in the order of commits. */
  seq: number
  id: string
  command_id: string
  author_id: string | null
  kind: MessageKind
  state: MessageState
  hold_reason: HoldReason | null
  words: string
  photo_ids: Json<string[]>
  place: Json<{ name: string; point: { lat: number; lng: number } }> | null
  ticket_id: string | null
  quote_seq: number | null
  mentions: Json<string[]>
  is_to_everyone: boolean
  at: Date
}

/** A person's own view of one group. */
export interface GroupSeatTable {
  community_id: string
  person_id: string
  group_id: string
  /** Of a group by interest: since when; null where the address decides, or one has left. */
  joined_at: Date | null
  read_seq: WithDefault<number>
  is_muted: WithDefault<boolean>
  is_pinned: WithDefault<boolean>
}

/** Kept so that "somebody called me" is one short look. */
export interface MentionTable {
  community_id: string
  person_id: string
  group_id: string
  seq: number
}

export interface MessageDeletedForTable {
  community_id: string
  person_id: string
  group_id: string
  seq: number
}

/** What the groups of a community agreed on, and how they welcome. */
export interface TalkRulesTable {
  community_id: string
  rules: string
  welcome: string
  changed_at: Date
}

/** Words that are looked at before a group sees them. */
export interface KeywordRuleTable {
  community_id: string
  id: string
  words: string
  made_by: string | null
  at: Date
}

/** Somebody may not speak (mute, for a time) or not be there (remove), in one group or in all. */
export interface SanctionTable {
  community_id: string
  id: string
  person_id: string
  kind: 'mute' | 'remove'
  /** Null for every group of the community. */
  group_id: string | null
  reason: string
  by_id: string | null
  at: Date
  until: Date | null
  lifted_at: Date | null
  lifted_by: string | null
  lift_words: string | null
  appeal_words: string | null
  appealed_at: Date | null
  appeal_answer: string | null
  appeal_by: string | null
  appeal_answered_at: Date | null
}

/** That somebody is known by a phone number: WeChat's, or a moderator's word for it. Never shown to others. */
export interface PhoneTable {
  person_id: string
  number: string | null
  vouched_by: string | null
  verified_at: Date
}

/** A neighbour pointed out a message. */
export interface MessageReportTable {
  community_id: string
  group_id: string
  seq: number
  person_id: string
  reason: ReportReason
  words: string
  at: Date
  /** When it was decided about the message. */
  settled_at: Date | null
}

/** The author of a hidden message asks once for another look. */
export interface MessageAppealTable {
  community_id: string
  group_id: string
  seq: number
  person_id: string
  words: string
  at: Date
  answer_words: string | null
  answered_by: string | null
  answered_at: Date | null
}

/** The log of order: ids and reasons, never what was said or how somebody is called. */
export interface OrderActTable {
  community_id: string
  id: string
  act: OrderAct
  group_id: string | null
  message_seq: number | null
  subject_id: string | null
  by_id: string | null
  reason: string
  at: Date
}

/** What WeChat was asked about a picture, by the number under which its answer comes. */
export interface ContentCheckTable {
  community_id: string
  trace_id: string
  group_id: string
  seq: number
  photo_id: string
  asked_at: Date
  answered_at: Date | null
  outcome: 'pass' | 'review' | 'risky' | 'failed' | null
}

export interface AnnouncementTable {
  community_id: string
  id: string
  title: string
  words: string
  author_id: string
  is_pinned: boolean
  /** When it was published, or will be while it is scheduled. */
  at: Date
  state: WithDefault<AnnouncementState>
  version: WithDefault<number>
  /** None stands for the whole community. */
  group_ids: JsonWithDefault<string[]>
  photo_ids: JsonWithDefault<string[]>
  has_comments: WithDefault<boolean>
  edited_at: Date | null
  /** Cancelled or withdrawn. */
  ended_at: Date | null
  reminded_at: Date | null
}

export interface AnnouncementReadTable {
  community_id: string
  announcement_id: string
  person_id: string
  at: Date
}

export interface AnnouncementCommentTable {
  community_id: string
  announcement_id: string
  id: string
  author_id: string | null
  words: string
  at: Date
  deleted_at: Date | null
  deleted_by: string | null
  /** Since when it waits for a moderator; and when one has looked. */
  held_at: Date | null
  looked_at: Date | null
}

/** What an announcement said before it was changed. */
export interface AnnouncementEditTable {
  community_id: string
  announcement_id: string
  version: number
  title: string
  words: string
  photo_ids: Json<string[]>
  actor_id: string | null
  changed_at: Date
}

/** `ClockBasis` as it is stored: times as text. */
export interface ClockBasisJson {
  limit: Limit
  from: string
  extensions: number
  pauses: readonly { from: string; until: string }[]
}

export interface TicketTable {
  community_id: string
  id: string
  number: string
  version: number
  category_id: string
  urgency: Urgency
  state: TicketState
  closed_how: ClosedHow | null
  words: string
  grid_code: string | null
  building_id: string | null
  place_text: string
  lat: number | null
  lng: number | null
  /** Integer cell of 0.002°, for the question "what is open within 100 m". */
  cell: number | null
  is_private: boolean
  reporter_id: string | null
  assignee_id: string | null
  /** The department that has it in place of a worker. */
  department_id: WithDefault<string | null>
  handled_by: string | null
  reported_at: Date
  updated_at: Date
  due_at: Date | null
  is_calendar_known: WithDefault<boolean>
  /** What the deadline is counted from; null where nobody's clock runs. */
  clock_basis: Json<ClockBasisJson> | null
  /** How many alarms of this deadline have been given. */
  alarm_level: WithDefault<number>
  /** When the system looks at this ticket again by itself. */
  next_alarm_at: Date | null
  /** How it was counted in the rollup, and at which version. */
  counted_version: WithDefault<number>
  counted_marks: WithDefault<number>
  counted_category: WithDefault<string | null>
  counted_grid: WithDefault<string | null>
  /** Since when the clock stands still: suspended, or waiting for the reporter's answer. */
  clock_stopped_at: Date | null
  handled_at: Date | null
  is_cannot_solve: WithDefault<boolean>
  closed_at: Date | null
  suspended_until: Date | null
  state_before_suspension: TicketState | null
  merged_into: string | null
  dispute_count: WithDefault<number>
  appeal_count: WithDefault<number>
  extension_count: WithDefault<number>
  reopen_count: WithDefault<number>
  stars: number | null
  last_urged_at: Date | null
  proposal_step: 'cannot-solve' | 'force-close' | 'void' | null
  proposal_by: string | null
  escalated_to: EscalatedTo | null
  photo_count: WithDefault<number>
  first_photo_id: string | null
  /** The seal of its last step. */
  chain_hash: WithDefault<string | null>
}

/** Tickets of a month counted together: all of them, of one grid or of one category. */
export interface TicketRollupTable {
  community_id: string
  counted_by: 'all' | 'grid' | 'category'
  /** 2026-11 */
  month: string
  /** The grid's code or the category's id; empty for all, and for no grid. */
  key: string
  reported: number
  answered_in_time: number
  closed: number
  solved: number
  unconfirmed: number
  cannot_solve: number
  forced: number
  refused: number
  rated: number
  satisfied: number
  disputed: number
  late: number
}

export interface IssueTable {
  community_id: string
  id: string
  ticket_id: string
  reporter_id: string | null
  category_id: string
  words: string
  photo_ids: Json<string[]>
  place_by: 'gps' | 'pin' | 'building'
  building_id: string | null
  place_text: string
  lat: number | null
  lng: number | null
  is_anonymous: boolean
  is_private: boolean
  reported_at: Date
  written_at: Date | null
  answers: JsonWithDefault<readonly Answer[]>
}

export interface StepTable {
  community_id: string
  ticket_id: string
  seq: number
  step: TicketStep
  actor_id: string | null
  actor_role:
    'resident' | 'moderator' | 'worker' | 'department' | 'operator' | 'system' | 'platform'
  /** The department for which it was done. */
  department_id: WithDefault<string | null>
  from_state: TicketState | null
  to_state: TicketState
  words: string
  photo_ids: Json<string[]>
  lat: number | null
  lng: number | null
  distance_m: number | null
  to_person_id: string | null
  /** Departments to which it was sent. */
  to_department_ids: JsonWithDefault<string[]>
  stars: number | null
  closed_how: ClosedHow | null
  at: Date
  /** The seal over this step and the one before it. */
  hash: string | null
  /** Goes with the words when they are forgotten. */
  words_salt: string | null
  words_digest: string | null
}

/** All steps that were ever written in a community: how many, and the sum of their seals as numbers. */
export interface ChainAnchorTable {
  community_id: string
  steps: number
  seals: string
}

/** A line of the routing table: which tickets, at which time, go to whom. */
export interface RoutingRuleTable {
  community_id: string
  id: string
  category_id: string | null
  category_group: string | null
  grid_code: string | null
  days: RoutingDays
  weekdays: Json<number[]>
  from_minute: number | null
  until_minute: number | null
  mode: RoutingMode
  to_person_id: string | null
  to_department_id: string | null
  changed_by: string | null
  changed_at: Date
}

export interface FollowerTable {
  community_id: string
  ticket_id: string
  person_id: string
  why: 'reported' | 'joined' | 'follows'
  since: Date
}

export interface PhotoTable {
  community_id: string
  id: string
  uploaded_by: string | null
  command_id: string
  width: number
  height: number
  bytes: number
  created_at: Date
  /** Null while it hangs on nothing; such photos are swept after a day. */
  ticket_id: string | null
  message_id: WithDefault<string | null>
  announcement_id: WithDefault<string | null>
  /** A QR picture or another code is in it. */
  has_code: WithDefault<boolean>
  /** As the phone said, where it is believed. */
  taken_at: WithDefault<Date | null>
  taken_lat: WithDefault<number | null>
  taken_lng: WithDefault<number | null>
  deleted_at: Date | null
}

export interface InboxTable {
  community_id: string
  person_id: string
  id: string
  kind: string
  title: string
  words: string
  ticket_id: string | null
  application_id: string | null
  announcement_id: WithDefault<string | null>
  at: Date
  read_at: Date | null
}

/** Counters of a community; the row is locked while one is taken, so numbers rise in the order of commits. */
export interface CounterTable {
  community_id: string
  name: string
  value: number
}

/** Who hears an event: every member, the desk, every worker or those of a grid, or persons by name. Several may hold. */
export interface Audience {
  members?: true
  moderators?: true
  workers?: true
  gridCode?: string
  /** Whoever is in this group, as its place says. */
  group?: GroupPlace
  /** Whoever is in one of these groups. */
  groups?: readonly GroupPlace[]
  personIds?: readonly string[]
}

export interface LiveEventTable {
  community_id: string
  seq: number
  change: Json<LiveChange>
  audience: Json<Audience>
  at: Date
}

export interface OutboxTable {
  community_id: string
  id: string
  kind: string
  payload: Json<Record<string, unknown>>
  created_at: Date
  available_at: Date
  attempts: WithDefault<number>
  leased_until: Date | null
  delivered_at: Date | null
  dead_at: Date | null
  last_error: string | null
}

export interface CommandTable {
  community_id: string
  person_id: string
  command_id: string
  route: string
  /** SHA-256 of what was asked; the same id with another content is refused. */
  asked_hash: string
  answer: Json<unknown> | null
  at: Date
}

export interface PlaceTable {
  id: string
  community_id: string
  name: string
  kind: string
  address: string
  phone: string | null
  hours: string | null
  lat: number
  lng: number
  is_sample: WithDefault<boolean>
}

/** A grid platform's own number for one of our tickets. */
export interface OutsideTicketTable {
  community_id: string
  ticket_id: string
  system: string
  outside_id: string | null
  state: PlatformState
  at: Date
}

/** What a machine has sent, so that the same is not taken twice. */
export interface Open311PostTable {
  community_id: string
  key_id: string
  /** `id:` and the sender's own id, or the digest of what was sent. */
  content: string
  ticket_id: string
  /** The step that an update became; null for a report. */
  seq: number | null
  external_id: string | null
  media_url: string | null
  at: Date
}

export interface SettingTable {
  name: string
  value: string
}

export interface Schema {
  district: DistrictTable
  street: StreetTable
  community: CommunityTable
  grid: GridTable
  category: CategoryTable
  category_question: CategoryQuestionTable
  person: PersonTable
  wechat_identity: WechatIdentityTable
  consent: ConsentTable
  session: SessionTable
  sign_in_code: SignInCodeTable
  invitation: InvitationTable
  api_key: ApiKeyTable
  subscription: SubscriptionTable
  department: DepartmentTable
  department_account: DepartmentAccountTable
  place: PlaceTable
  setting: SettingTable
  deadline_rule: DeadlineRuleTable
  building: BuildingTable
  membership: MembershipTable
  grid_worker: GridWorkerTable
  application: ApplicationTable
  chat_group: ChatGroupTable
  message: MessageTable
  group_seat: GroupSeatTable
  mention: MentionTable
  message_deleted_for: MessageDeletedForTable
  talk_rules: TalkRulesTable
  keyword_rule: KeywordRuleTable
  sanction: SanctionTable
  phone: PhoneTable
  message_report: MessageReportTable
  message_appeal: MessageAppealTable
  order_act: OrderActTable
  content_check: ContentCheckTable
  announcement: AnnouncementTable
  announcement_read: AnnouncementReadTable
  announcement_comment: AnnouncementCommentTable
  announcement_edit: AnnouncementEditTable
  ticket: TicketTable
  ticket_rollup: TicketRollupTable
  issue: IssueTable
  step: StepTable
  chain_anchor: ChainAnchorTable
  follower: FollowerTable
  routing_rule: RoutingRuleTable
  photo: PhotoTable
  inbox: InboxTable
  counter: CounterTable
  live_event: LiveEventTable
  outbox: OutboxTable
  command: CommandTable
  outside_ticket: OutsideTicketTable
  open311_post: Open311PostTable
}
