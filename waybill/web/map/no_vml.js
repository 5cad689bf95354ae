/* Leaflet feature-detects VML by catching the TypeError from document.namespaces.add(). To word that
   error a browser parses the whole script again: 50 of 100 ms of a first visit's start, measured in
   Chromium. The build puts this in the place of document.namespaces; what Leaflet would then draw with
   VML is never used where there is SVG. */

export const noNamespaces = { add() {} };
