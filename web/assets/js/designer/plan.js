// The plan on the page: which beat each unit is in, its figures at once, locks, undo and redo.

const listeners = [];
const past = [];
const future = [];

/** The units in rows; `beat` holds the beat of each, 0 for none. */
export const plan = { units: [], borders: [], beat: [], lockedUnits: new Set(), lockedBeats: new Set(), load: 'workload', changed: false };

let stroke = null;

/** Take up the units of the service, with the beats of today. */
export function setGround(collection, load) {
  plan.units = collection.features.map(({ properties }) => properties);
  plan.rows = new Map(plan.units.map((unit, row) => [unit.code, row]));
  plan.borders = plan.units.map(() => []);
  for (const [first, second, metres, passable] of collection.borders) {
    plan.borders[first].push({ unit: second, metres, passable });
    plan.borders[second].push({ unit: first, metres, passable });
  }
  plan.load = collection.loads.includes(load) ? load : collection.loads[0];
  open(Object.fromEntries(plan.units.map((unit) => [unit.code, unit.beat_today])));
}

/** Show beats by unit code as they are kept; what was done before cannot be undone any more. */
export function open(beats, locks = {}) {
  plan.beat = plan.units.map((unit) => beats[unit.code] ?? 0);
  plan.lockedUnits = new Set((locks.units ?? []).map((code) => plan.rows.get(code)).filter((row) => row !== undefined));
  plan.lockedBeats = new Set(locks.beats ?? []);
  past.length = 0;
  future.length = 0;
  plan.changed = false;
  tell();
}

/** Count loads in another column. */
export function setLoad(load) {
  plan.load = load;
  tell();
}

/** Take a plan that was designed; it can be undone. */
export function take(codes, beats) {
  const wanted = new Map(codes.map((code, place) => [code, beats[place]]));
  apply(plan.units.map((unit, row) => [row, wanted.get(unit.code) ?? plan.beat[row]]));
}

/** Tell why a unit may not go to a beat; empty when it may. */
export function refusal(row, beat) {
  if (plan.lockedUnits.has(row)) return 'unit_locked';
  if (plan.lockedBeats.has(plan.beat[row]) || plan.lockedBeats.has(beat)) return 'beat_locked';
  return '';
}

/** Move a unit; gives whether it moved. Between `beginStroke` and `endStroke` all moves are undone as one. */
export function move(row, beat) {
  if (plan.beat[row] === beat || refusal(row, beat)) return false;
  if (stroke) {
    stroke.push([row, plan.beat[row], beat]);
    plan.beat[row] = beat;
    plan.changed = true;
    tell();
  } else {
    apply([[row, beat]]);
  }
  return true;
}

export function beginStroke() {
  stroke = [];
}

export function endStroke() {
  if (stroke?.length) remember(stroke);
  stroke = null;
}

export function lockUnit(row) {
  toggle(plan.lockedUnits, row);
}

export function lockBeat(beat) {
  toggle(plan.lockedBeats, beat);
}

export const canUndo = () => past.length > 0;
export const canRedo = () => future.length > 0;

export function undo() {
  step(past, future, (done) => { for (const [row, before] of done) plan.beat[row] = before; });
}

export function redo() {
  step(future, past, (done) => { for (const [row, , after] of done) plan.beat[row] = after; });
}

/** Say that the plan is kept as it is. */
export function saved() {
  plan.changed = false;
  tell();
}

/** Call back whenever beats, loads or locks change. */
export function onChange(callback) {
  listeners.push(callback);
}

/** Give the beat of each unit by code, without units that have none. */
export function beatsByCode() {
  return Object.fromEntries(plan.units.map((unit, row) => [unit.code, plan.beat[row]]).filter(([, beat]) => beat > 0));
}

/** Give what is locked, by codes and numbers. */
export function locks() {
  return { units: [...plan.lockedUnits].map((row) => plan.units[row].code), beats: [...plan.lockedBeats] };
}

/** Give a number that no beat has. */
export function freeNumber() {
  const used = new Set([...plan.beat, ...plan.units.map((unit) => unit.beat_today)]);
  let number = 1;
  while (used.has(number)) number += 1;
  return number;
}

/** Compute the figures of every beat, and of the plan. */
export function figures() {
  const beats = new Map();
  plan.units.forEach((unit, row) => {
    const beat = plan.beat[row];
    if (!beat) return;
    if (!beats.has(beat)) beats.set(beat, { beat, rows: [], load: 0, area: 0, outline: 0, stations: new Set() });
    const found = beats.get(beat);
    found.rows.push(row);
    found.load += unit[plan.load];
    found.area += unit.area_m2;
    found.outline += unit.perimeter_m;
    found.stations.add(unit.station);
    for (const { unit: other, metres } of plan.borders[row]) if (plan.beat[other] === beat) found.outline -= metres;
  });
  const rows = [...beats.values()].sort((one, two) => one.beat - two.beat);
  const mean = rows.reduce((sum, { load }) => sum + load, 0) / (rows.length || 1) || 1;
  for (const row of rows) {
    row.ratio = row.load / mean;
    row.compactness = (4 * Math.PI * row.area) / row.outline ** 2;
    row.parts = parts(row.rows);
  }
  const ratios = rows.map(({ ratio }) => ratio);
  return {
    rows,
    most: Math.max(0, ...ratios),
    least: rows.length ? Math.min(...ratios) : 0,
    moved: plan.units.filter((unit, row) => unit.beat_today && unit.beat_today !== plan.beat[row]).length,
    without: plan.beat.filter((beat) => !beat).length,
    broken: rows.filter((row) => row.parts.length > 1),
  };
}

/** Give the parts of a beat that a patrol can reach from one another, largest first. */
function parts(rows) {
  const left = new Set(rows);
  const found = [];
  while (left.size) {
    const part = [left.values().next().value];
    left.delete(part[0]);
    for (const row of part) {
      for (const { unit, passable } of plan.borders[row]) if (passable && left.delete(unit)) part.push(unit);
    }
    found.push(part);
  }
  return found.sort((one, two) => two.length - one.length);
}

function apply(moves) {
  const done = moves.filter(([row, beat]) => plan.beat[row] !== beat).map(([row, beat]) => [row, plan.beat[row], beat]);
  if (!done.length) return;
  for (const [row, , after] of done) plan.beat[row] = after;
  remember(done);
}

function remember(done) {
  past.push(done);
  future.length = 0;
  plan.changed = true;
  tell();
}

function step(from, to, put) {
  const done = from.pop();
  if (!done) return;
  put(done);
  to.push(done);
  plan.changed = true;
  tell();
}

function toggle(set, member) {
  if (!set.delete(member)) set.add(member);
  plan.changed = true;
  tell();
}

function tell() {
  for (const listener of listeners) listener();
}
