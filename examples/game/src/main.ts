import { beating, createOpponent, MOVES } from "./opponent";

const LAST = 20;

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector) as T;
const opponent = await createOpponent();
/** Of each round, what it gave the network: 1 a win, 0 a draw, −1 a loss. */
const rounds: number[] = [];
/** Of the rounds before each, those that the network won. */
const shares: number[] = [];

document.querySelectorAll<HTMLButtonElement>("#moves button").forEach((button, theirs) => {
  button.onclick = () => play(theirs);
  // There is somebody to play against now.
  button.disabled = false;
});

function play(theirs: number): void {
  const { move, sure } = opponent.choose();
  rounds.push(move === beating(theirs) ? 1 : theirs === beating(move) ? -1 : 0);
  opponent.learn(theirs, move);

  const outcome = { 1: "The network wins", 0: "A draw", [-1]: "You win" }[rounds.at(-1) ?? 0];
  find("#round").textContent =
    `${outcome}: ${MOVES[theirs]} against ${MOVES[move]}. It was ${(100 * sure).toFixed(0)}% sure.`;
  const won = (result: number): number => rounds.filter((each) => each === result).length;
  find("#score").textContent =
    `Rounds: ${rounds.length}. You ${won(-1)}, network ${won(1)}, draws ${won(0)}.`;
  draw();
}

function draw(): void {
  const last = rounds.slice(-LAST);
  const share = last.filter((each) => each === 1).length / last.length;
  shares.push(share);
  const points = shares.map((each, i) => `${(100 * i) / Math.max(100, shares.length)},${30 * (1 - each)}`);
  find("#curve polyline").setAttribute("points", points.join(" "));
  find("#curve").setAttribute(
    "aria-label",
    `The network won ${(100 * share).toFixed(0)}% of the last ${last.length}`,
  );
}
