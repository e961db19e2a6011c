"""What a network 64-32-10 with relu reaches on the handwritten digits, in PyTorch and in
scikit-learn, with the plan of lesson 2 and on the split that the course uses.

    python tests/golden/mlp_digits.py

reads digits_split.csv and writes mlp_digits.csv, both beside this script. The plan: plain
gradient descent, batches of 32 in a new order for each pass, learning rate 0.2, 60 passes, no
momentum, no penalty, pixels divided by 16.

PyTorch starts as we do, with weights by He (`kaiming_normal_` for relu) and biases 0.
scikit-learn knows one start only: uniform with variance 2/(n + m), biases too.
"""

import datetime
import pathlib
import platform
import warnings

import numpy
import sklearn
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from torch import nn

HERE = pathlib.Path(__file__).parent
SEEDS, RATE, BATCH, EPOCHS = range(1, 6), 0.2, 32, 60

# scikit-learn warns that 60 passes are not the optimum; that is the plan.
warnings.simplefilter("ignore", ConvergenceWarning)
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def read():
    table = numpy.loadtxt(HERE / "../../crates/datasets/data/digits.csv.gz", delimiter=",")
    pixels, labels = table[:, :64] / 16, table[:, 64].astype(int)
    part = {"train": [], "test": []}
    for line in (HERE / "digits_split.csv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "part,")):
            name, index = line.split(",")
            part[name].append(int(index))
    assert sorted(part["train"] + part["test"]) == list(range(len(labels)))
    return [(pixels[part[name]], labels[part[name]]) for name in ("train", "test")]


def by_torch(seed, train):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    x, labels = torch.tensor(train[0]), torch.tensor(train[1])
    sgd = torch.optim.SGD(model.parameters(), lr=RATE)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            sgd.zero_grad()
            nn.functional.cross_entropy(model(x[batch]), labels[batch]).backward()
            sgd.step()
    return lambda x: model(torch.tensor(x)).argmax(1).numpy()


def by_sklearn(seed, train):
    model = MLPClassifier(
        (32,),
        activation="relu",
        solver="sgd",
        alpha=0.0,
        batch_size=BATCH,
        learning_rate="constant",
        learning_rate_init=RATE,
        momentum=0.0,
        max_iter=EPOCHS,
        # Every pass counts: no early end.
        tol=0.0,
        n_iter_no_change=EPOCHS,
        random_state=seed,
    ).fit(*train)
    assert model.n_iter_ == EPOCHS
    return model.predict


def main():
    train, test = read()
    lines = [
        "# command: python tests/golden/mlp_digits.py",
        f"# made with: PyTorch {torch.__version__.split('+')[0]}, scikit-learn {sklearn.__version__}, "
        f"numpy {numpy.__version__}, Python {platform.python_version()}",
        f"# date: {datetime.date.today().isoformat()}",
        f"# what: MLP 64-32-10; relu; SGD, batch {BATCH}, learning rate {RATE}, {EPOCHS} passes",
        f"# what: trained on {len(train[1])} digits, tested on {len(test[1])}, split of digits_split.csv",
        "library,seed,train_accuracy,test_accuracy,test_correct,test_samples",
    ]
    for library, fit in [("pytorch", by_torch), ("scikit-learn", by_sklearn)]:
        for seed in SEEDS:
            predict = fit(seed, train)
            right = [predict(x) == labels for x, labels in (train, test)]
            lines.append(
                f"{library},{seed},{right[0].mean():.4f},{right[1].mean():.4f},"
                f"{right[1].sum()},{len(right[1])}"
            )
            print(lines[-1], flush=True)
    path = HERE / "mlp_digits.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


main()
