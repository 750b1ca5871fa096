/** Styles, which Vite loads. */
declare module '*.css' {}
