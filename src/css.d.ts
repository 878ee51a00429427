/** The bundler takes them; nothing is read from them. */
declare module '*.css'
declare module '*.scss'
