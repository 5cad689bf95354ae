/* Puts the parts together on a Leaflet map. */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Api } from "./api.js" */
/** @import { Host } from "./host/index.js" */
/** @import { App, Options } from "./parts/app.js" */
/** @import { Read } from "./state/link.js" */
/** @import { Payload, State, Story, Theme } from "./state/types.js" */

import { createAddress } from "./address.js";
import { createTextMeasure } from "./core/measure.js";
import { afterPaint } from "./core/screen.js";
import { createTooltip } from "./core/tooltip.js";
import { createFilter } from "./filter/filter.js";
import { loadFlows } from "./flows/load.js";
import { fitFirstScreen } from "./first_screen.js";
import { createLegend } from "./map/controls/legend.js";
import { createMap } from "./map/map.js";
import { createCard } from "./panel/card/card.js";
import { createHeader } from "./panel/header.js";
import { createPanel } from "./panel/panel.js";
import { createEmbed, markEmbed } from "./share/embed.js";
import { createMessages } from "./share/messages.js";
import { createShare } from "./share/share.js";
import { buildSlots, guarded, showNotices } from "./slots.js";
import { namesView, nameOf, readLink, servedIn } from "./state/link.js";
import { openingDomain } from "./state/opening.js";
import { createStore, domainDays } from "./state/store.js";
import { readStory } from "./state/story.js";
import { createKnownBar } from "./timeline/playback/known_bar.js";
import { isOfFlowsAlone } from "./state/when.js";
import { createPlayback } from "./timeline/playback/playback.js";
import { createTimeline } from "./timeline/timeline.js";
import { createTools } from "./tools/tools.js";

const ANNOUNCE_MS = 500; // a screen reader hears what came to rest

/**
 * Put the front end on a Leaflet map (folium's), or on none.
 * @param {LeafletMap | null} map
 * @param {Payload} payload see waybill/payload/encode.py
 * @param {Options} options
 * @param {Host} host
 * @param {Api} api
 * @returns {App}
 */
export function mount(map, payload, options, host, api) {
  document.documentElement.classList.add("wb-host");
  document.documentElement.lang = payload.info.language || "en";
  // folium's own forbids enlarging the page with two fingers.
  for (const meta of document.querySelectorAll('meta[name="viewport"]'))
    meta.setAttribute("content", "width=device-width, initial-scale=1");
  host.begin(payload.info.title || "Untitled story");
  const story = readStory(payload);
  const opened = openView(host, story, options);
  const app = createApp(map, story, opened, options, host);
  document.body.prepend(app.root);

  showNotices(app, opened.notes);
  guarded(app.slots.head, "The title could not be drawn.", () => createHeader(app));
  // The height of the map depends on all that stands above it.
  guarded(app.slots.filter, "", () => createFilter(app, opened.embed !== null));
  const isShared = !opened.embed && !options.preview;
  if (isShared) guarded(app.slots.actions, "", () => createShare(app));
  if (!opened.embed) fitFirstScreen(app);
  if (map) {
    map.invalidateSize({ animate: false });
    const message = "The map could not be drawn. Everything on it is listed in the panel.";
    app.mapView = guarded(app.slots.mapbox, message, () => createMap(app));
  }
  const failed = "The flows could not be drawn.";
  const meet = guarded(app.slots.flows, failed, () => loadFlows(app));
  api.open(app);
  performance.mark("waybill-legs");

  // The legs are on the screen one frame before the parts that read them.
  afterPaint(() => {
    addParts(app, opened, api, meet);
    afterPaint(() => {
      app.ready = true;
      app.root.dataset.ready = "true";
      host.opened();
      api.settle();
      if (opened.returns) host.report(app.link());
    });
  });
  return app;
}

/**
 * What the page opens on. An address that names no view means the one that this tab had when it left
 * for another page.
 * @typedef {Read & {returns: boolean}} Opened
 * @param {Host} host
 * @param {Story} story
 * @param {Options} options
 * @returns {Opened}
 */
function openView(host, story, options) {
  const address = host.search();
  // Streamlit's navigation takes the name out of the address; its page knows it still.
  const served = servedIn(address) || options.served || "";
  const remembered = options.view || host.recall(nameOf(story, served));
  const returns = remembered !== null && !namesView(address);
  const read = readLink(returns ? remembered + "&" + address.slice(1) : address, story);
  return { ...read, state: { ...read.state, served }, returns };
}

/**
 * What all parts share; nothing is added to it later, and only its last four change.
 * @param {LeafletMap | null} map
 * @param {Story} story
 * @param {Opened} opened
 * @param {Options} options
 * @param {Host} host
 */
function createApp(map, story, opened, options, host) {
  const { root, slots, live } = buildSlots();
  if (map) slots.mapbox.append(map.getContainer());
  if (opened.embed) markEmbed(root, opened.embed);
  const pinned = opened.state.theme || null;
  const { link, onSettled, follow } = createAddress(() => app, {
    theme: pinned,
    embed: opened.embed,
  });
  /** @type {App} */
  const app = {
    story,
    store: createStore(story, beginning(story, opened.state, pinned || host.theme())),
    root,
    slots,
    map,
    host,
    options,
    initialView: opened.map,
    tip: createTooltip(slots.tip),
    measure: createTextMeasure(root),
    announce: announcer(live),
    link,
    onSettled,
    followAddress: follow,
    layers: { visits: true, images: true, labels: true },
    mapView: null,
    paperLists: null,
    ready: false,
  };
  root.dataset.theme = app.store.get().theme;
  host.onTheme((systemTheme) => {
    const theme = pinned || systemTheme;
    // Streamlit tells it again with every run of its script; an attribute set anew redraws the map.
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    app.store.set({ theme });
  });
  return app;
}

/**
 * The first state: with a known-on day, or dates outside the window, the whole record is the axis.
 * @param {Story} story
 * @param {Opened["state"]} opened
 * @param {Theme} theme
 * @returns {Partial<State>}
 */
function beginning(story, opened, theme) {
  const [low, high] = domainDays(story, "window");
  const isOutside = opened.from < low || opened.to > high || opened.known !== null;
  return { ...opened, theme, domain: isOutside ? "record" : openingDomain(story) };
}

/**
 * Says texts to screen readers; of several in a row only the last.
 * @param {HTMLElement} live
 */
function announcer(live) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {string} */ text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (live.textContent = text), ANNOUNCE_MS);
  };
}

/**
 * Everything but the header and the map.
 * @param {App} app
 * @param {Opened} opened
 * @param {Api} api
 * @param {import("./flows/load.js").Meet | null} meet hands the timeline to the flows
 */
function addParts(app, opened, api, meet) {
  const { slots } = app;
  const playback = createPlayback(slots.legend);
  const message = "The timeline could not be drawn.";
  const timeline = guarded(slots.timeline, message, () => createTimeline(app, playback));
  guarded(slots.known, "", () => createKnownBar(app, playback, () => timeline?.focusSwitch()));
  app.paperLists = guarded(slots.panel, "The panel could not be drawn.", () => createPanel(app));
  guarded(slots.mapbox, "", () => createCard(app));
  if (!isOfFlowsAlone(app.story)) guarded(slots.legend, "", () => createLegend(app));
  guarded(slots.mapbox, "", () => createTools(app));
  meet?.(timeline?.guests ?? null);
  app.followAddress();
  const { embed } = opened;
  if (embed) guarded(slots.foot, "", () => createEmbed(app, embed));
  guarded(slots.foot, "", () => createMessages(app, api.members));
  app.mapView?.partsArrived();
  app.host.followHeight(app.root);
}
