import type { EpochFigures } from "akari/training";
import { useEffect, useRef, useState } from "react";
import { Curve } from "./Curve";
import { EPOCHS, type Message, type Order } from "./orders";

export function App() {
  const worker = useRef<Worker>(null);
  const [figures, setFigures] = useState<readonly EpochFigures[]>([]);
  const [isTraining, setTraining] = useState(false);
  const [status, setStatus] = useState("Not trained yet.");

  useEffect(() => {
    const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data: message }: MessageEvent<Message>) => {
      if (message.type === "epoch") setFigures((before) => [...before, message.figures]);
      else {
        setTraining(false);
        setStatus(message.type === "failure" ? message.message : toldOf(message.epochs, message.accuracy));
      }
    };
    worker.current = started;
    return () => started.terminate();
  }, []);

  const send = (order: Order): void => worker.current?.postMessage(order);
  const train = (): void => {
    setFigures([]);
    setTraining(true);
    setStatus("Training …");
    send("train");
  };

  return (
    <>
      <h1>Training in React</h1>
      <p>
        A network learns in a Worker to tell three species of iris. The page shows its loss meanwhile, and can
        stop it.
      </p>
      <p>
        <button type="button" onClick={train} disabled={isTraining}>
          Train
        </button>
        <button type="button" onClick={() => send("cancel")} disabled={!isTraining}>
          Cancel
        </button>
      </p>
      <progress aria-label="Training" max={EPOCHS} value={figures.at(-1)?.epoch ?? 0} />
      <Curve figures={figures} epochs={EPOCHS} />
      <p role="status">{status}</p>
    </>
  );
}

const toldOf = (epochs: number, accuracy: number): string =>
  `After ${epochs} epochs, ${(100 * accuracy).toFixed(1)}% of the flowers held out are classified correctly.`;
