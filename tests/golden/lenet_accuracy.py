"""What LeNet-5 in today's form reaches on the MNIST images that come with the course, in PyTorch
and with the plan of lesson 5.

    python tests/golden/lenet_accuracy.py

reads crates/datasets/data/mnist and writes lenet_accuracy.csv beside this script. The plan: the
5,000 training images, Adam with rate 0.001, batches of 64 in a new order for each pass, 10
passes; judged on the 1,000 test images. Numbers of 32 bits: at this size they do no harm.

Two starts: "he" as in our network, weights by He (`kaiming_normal_` for relu), the last layer's
by Glorot (`xavier_uniform_`), biases 0; and "default", what PyTorch does if nobody asks.
"""

import datetime
import gzip
import pathlib
import platform

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HERE = pathlib.Path(__file__).parent
DATA = HERE / "../../crates/datasets/data/mnist"
SEEDS, RATE, BATCH, PASSES = range(5), 1e-3, 64, 10

torch.set_num_threads(1)


def digits(part):
    def read(name, offset):
        return np.frombuffer(gzip.decompress((DATA / name).read_bytes())[offset:], np.uint8)

    images = read(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28) / 255
    labels = read(f"{part}-labels-idx1-ubyte.gz", 8).astype(np.int64)
    return torch.from_numpy(images).float(), torch.from_numpy(labels)


def lenet(start):
    net = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    if start == "he":
        for layer in net[:-1]:
            if hasattr(layer, "weight"):
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
                nn.init.zeros_(layer.bias)
        nn.init.xavier_uniform_(net[-1].weight)
        nn.init.zeros_(net[-1].bias)
    return net


def run(start, seed, train, test):
    torch.manual_seed(seed)
    net = lenet(start)
    adam = torch.optim.Adam(net.parameters(), RATE)
    for _ in range(PASSES):
        for some in torch.randperm(len(train[0])).split(BATCH):
            adam.zero_grad()
            F.cross_entropy(net(train[0][some]), train[1][some]).backward()
            adam.step()
    with torch.no_grad():
        loss = F.cross_entropy(net(train[0]), train[1]).item()
        accuracy = (net(test[0]).argmax(1) == test[1]).double().mean().item()
    return loss, accuracy


def main():
    train, test = digits("train"), digits("t10k")
    lines = [
        "# command: python tests/golden/lenet_accuracy.py",
        f"# made with: PyTorch {torch.__version__.split('+')[0]}, Python {platform.python_version()}",
        f"# date: {datetime.date.today()}",
        "# what: training loss and test accuracy after ten passes, by first weights and seed",
        "start,seed,train_loss,test_accuracy",
    ]
    for start in ("he", "default"):
        for seed in SEEDS:
            loss, accuracy = run(start, seed, train, test)
            lines.append(f"{start},{seed},{loss:.5f},{accuracy:.4f}")
            print(lines[-1], flush=True)
    (HERE / "lenet_accuracy.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
