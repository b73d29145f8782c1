"""Times the sum of tensors over all processes, by their size. Started by bench/scaling.mjs --reduce."""

import time

import torch
import torch.distributed as dist

dist.init_process_group("gloo")
torch.set_num_threads(1)
for floats in (1, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000):
    tensor = torch.ones(floats)
    times = []
    for _ in range(100 if floats <= 100_000 else 10 if floats <= 1_000_000 else 4):
        dist.barrier()
        begun = time.perf_counter()
        dist.all_reduce(tensor)
        times.append(time.perf_counter() - begun)
    if dist.get_rank() == 0:
        middle = sorted(times)[len(times) // 2]
        print(f"{floats:>11,} floats  {middle * 1e3:9.3f} ms  {tensor.nbytes / middle / 1e9:6.2f} GB/s", flush=True)
dist.destroy_process_group()
