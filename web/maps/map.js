/* Behaviour of an exported map: popups, labels that do not cover each other, legend, list of areas. */
const safetown = (() => {
  const found = new Map();
  // Who keeps its label where two collide.
  const order = ["significant", "watch", "joint_zones", "key_sections", "beats", "stations", "rural_areas", "townships", "villages"];
  // A badge that covers others says how many.
  const badges = ["significant", "watch"];
  const nearOnly = 13;

  function feature(key) {
    return (geojson, layer) => {
      const said = geojson.properties;
      if (said.popup) layer.bindPopup(said.popup, { maxWidth: 380, maxHeight: 420 });
      if (said.tip) layer.bindTooltip(said.tip, { sticky: true });
      if (!said.label) return;
      found.set(`${key}:${said.label}`, layer);
      if (said.tip) layer.unbindTooltip();
      const isDot = key === "stations";
      layer.bindTooltip(said.label, {
        permanent: true,
        direction: isDot ? "right" : "center",
        offset: isDot ? [6, 0] : [0, 0],
        className: `label label-${key}`,
        opacity: 1,
      });
    };
  }

  function overlap(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  function declutter(map) {
    map.getContainer().classList.toggle("near", map.getZoom() >= nearOnly);
    const taken = [];
    for (const key of order) {
      for (const label of map.getContainer().querySelectorAll(`.label-${key}`)) {
        label.classList.remove("covered");
        delete label.dataset.more;
        const box = label.getBoundingClientRect();
        if (!box.width) continue;
        const host = taken.find((other) => overlap(box, other.box));
        label.classList.toggle("covered", Boolean(host));
        if (!host) taken.push({ box, label, badge: badges.includes(key) });
        else if (host.badge && badges.includes(key)) host.label.dataset.more = Number(host.label.dataset.more ?? 0) + 1;
      }
    }
  }

  function north(map, word) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const arrow = L.DomUtil.create("div", "north");
      arrow.innerHTML =
        '<svg width="26" height="38" viewBox="0 0 26 38" aria-hidden="true">' +
        '<path d="M13 1 L22 30 L13 24 Z" fill="#222"/><path d="M13 1 L4 30 L13 24 Z" fill="#fff" stroke="#222"/></svg>';
      arrow.append(word);
      return arrow;
    };
    control.addTo(map);
  }

  function follow(map) {
    const panel = document.querySelector(".panel");
    const show = (name, shown) => {
      for (const section of document.querySelectorAll("[data-layer]")) {
        if (section.dataset.layer === name) section.hidden = !shown;
      }
    };
    map.on("overlayadd overlayremove", (event) => {
      show(event.name, event.type === "overlayadd");
      declutter(map);
    });
    map.on("zoomend moveend", () => declutter(map));
    panel.addEventListener("click", (event) => {
      const layer = found.get(event.target.closest("[data-find]")?.dataset.find);
      if (!layer) return;
      if (!map.hasLayer(layer)) return;
      map.fitBounds(layer.getBounds(), { maxZoom: 15, animate: false });
      layer.openPopup();
    });
  }

  function ready(map, settings) {
    L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
    document.querySelector(".leaflet-control-layers-toggle")?.setAttribute("title", settings.layers);
    map.on("popupopen", ({ popup }) => {
      popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", settings.close);
    });
    L.control.scale({ imperial: false, maxWidth: 140, position: "bottomright" }).addTo(map);
    north(map, settings.north);
    map.attributionControl.setPrefix(settings.imprint);
    document.querySelector(".legend").open = window.innerWidth > 720;
    // The legend lies on the map: what is mapped lies beside it, where there is room for both.
    const legend = window.innerWidth > 1000 ? document.querySelector(".legend").offsetWidth + 12 : 0;
    map.fitBounds(settings.bounds, { paddingTopLeft: [12 + legend, 12], paddingBottomRight: [12, 12], animate: false });
    map.setMaxBounds(map.getBounds().pad(1));
    follow(map);
    declutter(map);
    document.documentElement.dataset.ready = "true";
  }

  return { feature, ready };
})();
