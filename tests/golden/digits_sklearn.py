"""What scikit-learn reaches on the handwritten digits, on the split that the course uses.

    cargo run -p datasets --example digits_split
    python tests/golden/digits_sklearn.py

The first writes digits_split.csv, the second reads it and writes digits_sklearn.csv, both
beside this script. Pixels are divided by 16, as in the course.
"""

import datetime
import pathlib
import platform
import warnings

import numpy
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neural_network import MLPClassifier

HERE = pathlib.Path(__file__).parent
SEEDS = range(5)

# An accuracy of a model that did not converge would be a number about its settings.
warnings.simplefilter("error", ConvergenceWarning)


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


def models():
    """Key, what it is, seed, model."""
    for name, c in [("", 1.0), ("_free", numpy.inf)]:
        penalty = "L2 penalty (C = 1)" if c == 1.0 else "no penalty"
        regression = LogisticRegression(C=c, max_iter=10_000)
        yield f"multinomial{name}", f"softmax regression; {penalty}", "", regression
        each = OneVsRestClassifier(LogisticRegression(C=c, max_iter=10_000))
        yield f"one_vs_rest{name}", f"ten logistic regressions; {penalty}", "", each
    for activation in ("relu", "tanh"):
        for seed in SEEDS:
            network = MLPClassifier(
                (16,), activation=activation, random_state=seed, max_iter=5_000
            )
            what = f"MLP 64-16-10; {activation}; Adam"
            yield f"mlp_{activation}_{seed}", what, str(seed), network


def main():
    (train_x, train_y), (test_x, test_y) = read()
    lines = [
        "# command: python tests/golden/digits_sklearn.py",
        f"# made with: scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, "
        f"Python {platform.python_version()}",
        f"# date: {datetime.date.today().isoformat()}",
        f"# what: trained on {len(train_y)} digits, tested on {len(test_y)}, split of digits_split.csv;",
        "# what: accuracies are shares of samples; what is not named in model is scikit-learn's default",
        "key,model,seed,train_accuracy,test_accuracy,test_correct,test_samples",
    ]
    reached = {}
    for key, what, seed, model in models():
        model.fit(train_x, train_y)
        correct = int((model.predict(test_x) == test_y).sum())
        train = model.score(train_x, train_y)
        reached.setdefault(what, []).append(correct / len(test_y))
        lines.append(
            f"{key},{what},{seed},{train:.4f},{correct / len(test_y):.4f},{correct},{len(test_y)}"
        )
        print(lines[-1], flush=True)
    for what, accuracies in reached.items():
        if len(accuracies) > 1:
            mean = sum(accuracies) / len(accuracies)
            key = "mlp_relu_mean" if "relu" in what else "mlp_tanh_mean"
            lines.append(f"{key},{what}; mean of {len(accuracies)} seeds,,,{mean:.4f},,{len(test_y)}")
            print(lines[-1])
    path = HERE / "digits_sklearn.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


main()
