/**
 * @file What stands in the exported folder beside program, data and start: how to run it on one machine and on many.
 */

import { shellWord } from "../../data/names.js";
import { countParameters, type ModelDefinition, networkSize } from "../../model/model.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import type { TrainingPlan } from "../../training/plan.js";

/** What the texts tell of. */
export interface FolderContents {
  readonly definition: ModelDefinition;
  readonly plan: TrainingPlan;
  readonly checkpoint: Checkpoint;
  /** Where the data are, as `akari evaluate` takes it; absent where nobody knows. */
  readonly source: string | undefined;
}

/** PyTorch's version from which on the program runs: hooks after a gradient is there came with it. */
const LEAST_TORCH = "2.1";

const REQUIREMENTS = `torch>=${LEAST_TORCH}
safetensors>=0.4
`;

const SLURM = `#!/bin/bash
# Two machines with four processes each: sbatch slurm.sh
# This folder has to lie on a disk that all machines share.
#SBATCH --job-name=akari
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=8
# With GPUs take the # of the next line's beginning away, and set --nproc-per-node below to as many.
##SBATCH --gpus-per-node=4
#SBATCH --time=24:00:00
# Told to end, the run makes a checkpoint. Submitted again, it goes on from there.
#SBATCH --signal=TERM@120

set -eu
cd "\${SLURM_SUBMIT_DIR:-.}"
# Then a machine that was lost can come back: without it PyTorch 2.13 has it wait for the others, and these for it.
export TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1
first=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
exec srun venv/bin/torchrun \\
  --nnodes "$SLURM_NNODES" --nproc-per-node 4 \\
  --rdzv-backend c10d --rdzv-endpoint "$first:29400" --rdzv-id "$SLURM_JOB_ID" \\
  --max-restarts 3 train.py
`;

const PYTORCH_JOB = `# Two machines with four processes each, by Kubeflow's training operator: kubectl apply -f pytorchjob.yaml
# The volume claim "akari" holds this folder, and takes checkpoints and result; it has to be ReadWriteMany.
apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata:
  name: akari
spec:
  nprocPerNode: "4"
  elasticPolicy:
    rdzvBackend: c10d
    minReplicas: 2
    maxReplicas: 2
    maxRestarts: 3
  pytorchReplicaSpecs:
    Worker:
      replicas: 2
      restartPolicy: OnFailure
      template:
        spec:
          securityContext:
            runAsNonRoot: true
            runAsUser: 1000
            fsGroup: 1000
          containers:
            - name: pytorch
              # An image with PyTorch ${LEAST_TORCH} or later and the package safetensors.
              image: IMAGE
              workingDir: /akari
              command: [torchrun, train.py]
              env:
                # Then a pod that was lost can come back: without it PyTorch 2.13 has it wait for the others, and these for it.
                - { name: TORCH_DISABLE_SHARE_RDZV_TCP_STORE, value: "1" }
              resources:
                requests: { cpu: "4", memory: 4Gi }
                limits: { memory: 8Gi }
                # With GPUs, as many as nprocPerNode:
                # limits: { nvidia.com/gpu: 4, memory: 32Gi }
              volumeMounts:
                - { name: akari, mountPath: /akari }
          volumes:
            - name: akari
              persistentVolumeClaim: { claimName: akari }
`;

/** Each file's text by its name. */
export const folderTexts = (contents: FolderContents): Readonly<Record<string, string>> => ({
  "README.md": readme(contents),
  "requirements.txt": REQUIREMENTS,
  "slurm.sh": SLURM,
  "pytorchjob.yaml": PYTORCH_JOB,
});

const count = (n: number): string => n.toLocaleString("en");

function readme({ definition, plan, checkpoint, source }: FolderContents): string {
  const { trainingExamples, validationExamples, batch, steps, epochs } = plan;
  const held = validationExamples === 0 ? "" : ` and ${count(validationExamples)} to validate on`;
  const begins =
    checkpoint.step === 0
      ? "The run begins with its first step."
      : `The run goes on after ${count(checkpoint.step)} of its steps, as if it had never been stopped.`;
  const data = source === undefined ? "DATA" : shellWord(source);
  const normalizes = plan.configuration.batchNorm === true;
  return `# A network to train with torchrun

Akari made this folder of an experiment: a network ${networkSize(definition)} (${count(countParameters(definition))} parameters), ${count(trainingExamples)} rows to
learn from${held}, in batches of ${count(batch)}, ${count(steps)} steps in ${count(epochs)} epochs. ${begins}

\`train.py\` takes the steps that \`akari train\` takes: the same rows in the same order, first weights, dropout masks, learning
rates and updates. Each batch is divided over the processes, and their gradients are added up to that of the whole batch, so
the number of processes changes only how sums are rounded.

| file | what it is |
|---|---|
| \`train.py\` | the program; \`python3 train.py --help\` lists its options |
| \`experiment.json\` | what is learned, and how; each shard with its SHA-256 |
| \`data/\` | the rows in shards of safetensors, split and prepared by Akari |
| \`start.safetensors\` | the checkpoint that the run starts from, Akari's own |
| \`requirements.txt\` | PyTorch ${LEAST_TORCH} or later, and safetensors |
| \`slurm.sh\`, \`pytorchjob.yaml\` | the same for Slurm and for Kubernetes |

## One machine

\`\`\`sh
python3 -m venv venv
venv/bin/pip install -r requirements.txt
venv/bin/torchrun --standalone --nproc-per-node 2 --max-restarts 3 train.py
\`\`\`

\`--nproc-per-node\` is the number of processes: one for each GPU, which are used where there are any (\`--device cpu\` leaves them
alone). Without them the cores of the machine are divided over the processes (\`--threads\` says how many each takes). For a
computer without a GPU, PyTorch has a smaller package; its pages tell the address to install it from.

## Several machines

The folder has to be on a disk that all machines share: one process writes the checkpoints and the result, and torchrun may
choose another one whenever it starts them. On every machine, with the number of them after \`--nnodes\`, the first one's address
in the place of HOST, the machine's own in the place of OWN, and for FIRST 1 on the first one and 0 on all others:

\`\`\`sh
export TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1
venv/bin/torchrun --nnodes 2 --nproc-per-node 4 --max-restarts 3 \\
  --rdzv-backend c10d --rdzv-endpoint HOST:29400 --rdzv-id akari \\
  --rdzv-conf is_host=FIRST --local-addr OWN train.py
\`\`\`

Each machine waits for the others. One that was lost comes back with the same command, a quarter of a minute later at the earliest;
without the variable, PyTorch 2.13 has it wait for the others, and these for it. Where the first one is lost, so are the
others' places to meet: end them, and start all again. Where one has several networks, or its name means 127.0.0.1 to itself, set
\`GLOO_SOCKET_IFNAME\` or, with GPUs, \`NCCL_SOCKET_IFNAME\` to the name of the network to use, such as \`eth0\`.

## Slurm

\`\`\`sh
sbatch slurm.sh
\`\`\`

## Kubernetes

With Kubeflow's training operator, a volume claim \`akari\` that holds this folder, and the name of an image in the place of
IMAGE in the manifest:

\`\`\`sh
kubectl apply -f pytorchjob.yaml
\`\`\`

## Stopping, and what comes out

A checkpoint is made ${intervalText(checkpoint)}, in \`checkpoint.safetensors\`. Ctrl-C makes one, too (what torchrun then says of a
SignalException is its way to end). The same command goes on from it, with any number of processes; so do the processes that
torchrun starts anew when one was killed. To begin anew, take the file away.

At the end there is \`result.safetensors\`, a model with its training record, for Akari as any other:

\`\`\`sh
akari summary result.safetensors
akari evaluate result.safetensors ${data}
akari report result.safetensors ${data}
akari train --resume checkpoint.safetensors
\`\`\`

\`--log-steps steps.csv\` writes the loss of every step, to be laid beside those of
\`akari train --log-steps\`.

## What is the same, and what is not

Losses agree with Akari's step by step to some six digits; sums are rounded in another order, and so the last bits of the
weights are others. ${
    normalizes
      ? "Batch normalisation takes mean and variance over the whole batch, whichever process has its rows: two more sums over\nall processes for each such layer and step, forward and backward. "
      : ""
  }The learning rate is that of the experiment, whatever the number of processes. A batch of ${count(batch)} rows is
too little work for many processes: a larger one (\`akari train --batch\`) is another experiment, and goes further.
`;
}

/** `every 500 steps`, `after every epoch`. */
function intervalText({ every }: Checkpoint): string {
  if ("steps" in every) return every.steps === 1 ? "after every step" : `every ${count(every.steps)} steps`;
  return every.epochs === 1 ? "after every epoch" : `every ${count(every.epochs)} epochs`;
}
