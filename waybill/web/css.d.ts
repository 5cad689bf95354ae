/* A style sheet that the build hands over as a text. */
declare module "*.css" {
  const text: string;
  export default text;
}

/* Leaflet's own modules have no types; what is used of them is checked as `leaflet`. */
declare module "leaflet/src/*";
