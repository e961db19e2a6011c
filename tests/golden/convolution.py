"""Convolution, pooling and a trained LeNet, by PyTorch with numbers of 64 bits.

    python tests/golden/convolution.py

writes three tables and a file of weights beside this script.

convolution.csv: random settings of shape, window, groups and batch, with the output and all
gradients. convolution_pools.csv: the same for max- and average-pooling. What goes in is not
listed: number i of list s is ((i·89 + s·131 + i·i·7 + 31) mod 257)/64 − 2, so that all sums of
products are exact, and lists 0 to 3 are x, weight, bias and the gradient of y. What comes out of a
convolution is listed as whole numbers, times 4096.

convolution_lenet.safetensors.gz: LeNet-5 after two passes over the first 5,000 images of MNIST,
which stand in crates/datasets/data/mnist; its weights are rounded to 8 significant bits, so that
they take little room. convolution_lenet.csv: its logits for the first test images, and how many of
the 1,000 test images it reads rightly. Layers are numbered as in our LeNet, where pooling comes
before relu and nothing is flattened.
"""

import datetime
import gzip
import pathlib
import platform
import random

import numpy as np
import safetensors.torch
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent.parent / "crates" / "datasets" / "data" / "mnist"
torch.set_default_dtype(torch.float64)


def numbers(source, *shape):
    i = torch.arange(int(np.prod(shape)))
    return (((i * 89 + source * 131 + i * i * 7 + 31) % 257) / 64 - 2).reshape(shape)


def listed(tensor, scale=None):
    values = tensor.detach().flatten().tolist()
    if scale is None:
        return " ".join(repr(x) for x in values)
    whole = [x * scale for x in values]
    assert all(x == int(x) for x in whole)
    return " ".join(str(int(x)) for x in whole)


def write(name, what, lines):
    head = [
        "# command: python tests/golden/convolution.py",
        f"# made with: PyTorch {torch.__version__.split('+')[0]}, Python {platform.python_version()}",
        f"# date: {datetime.date.today().isoformat()}",
        f"# what: {what}",
    ]
    text = "\n".join(head + lines) + "\n"
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")


def axis(source, pooling):
    size, stride = source.randint(1, 4), source.randint(1, 3)
    dilation = source.randint(1, 3) if size < 4 else 1
    padding = source.randint(0, size // 2 if pooling else 2)
    least = max(dilation * (size - 1) + 1 - 2 * padding, 1)
    return least + source.randint(0, 4), size, stride, padding, dilation


def convolutions():
    source = random.Random(5)
    for case in range(72):
        groups = source.choice([1, 1, 1, 2, 3])
        channels, kernels = groups * source.randint(1, 2), groups * source.randint(1, 3)
        height, kh, sh, ph, dh = axis(source, False)
        width, kw, sw, pw, dw = axis(source, False)
        batch = source.randint(1, 3)
        x = numbers(0, batch, channels, height, width).requires_grad_()
        weight = numbers(1, kernels, channels // groups, kh, kw).requires_grad_()
        bias = numbers(2, kernels).requires_grad_()
        y = F.conv2d(x, weight, bias, (sh, sw), (ph, pw), (dh, dw), groups)
        y.backward(numbers(3, *y.shape))
        shape = [batch, channels, height, width, kernels, groups, kh, kw, sh, sw, ph, pw, dh, dw]
        results = (y, x.grad, weight.grad, bias.grad)
        cells = [str(n) for n in shape] + [listed(result, 4096) for result in results]
        yield ",".join(cells)


def pools():
    source = random.Random(6)
    for case in range(32):
        largest = case % 2 == 0
        channels, batch = source.randint(1, 3), source.randint(1, 3)
        height, kh, sh, ph, dh = axis(source, True)
        width, kw, sw, pw, dw = axis(source, True)
        if not largest:
            dh = dw = 1
            height, width = max(height, kh), max(width, kw)
        x = numbers(0, batch, channels, height, width).requires_grad_()
        if largest:
            y = F.max_pool2d(x, (kh, kw), (sh, sw), (ph, pw), (dh, dw))
        else:
            y = F.avg_pool2d(x, (kh, kw), (sh, sw), (ph, pw))
        y.backward(numbers(3, *y.shape))
        shape = [batch, channels, height, width, kh, kw, sh, sw, ph, pw, dh, dw]
        cells = ["max" if largest else "mean"] + [str(n) for n in shape]
        yield ",".join(cells + [listed(y), listed(x.grad)])


def idx(name, offset):
    return np.frombuffer(gzip.decompress((DATA / name).read_bytes())[offset:], np.uint8)


def digits(part):
    images = idx(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28) / 255.0
    labels = idx(f"{part}-labels-idx1-ubyte.gz", 8)
    return torch.from_numpy(images), torch.from_numpy(labels.astype(np.int64))


def lenet():
    nn = torch.nn
    torch.manual_seed(0)
    return nn.ModuleDict({
        "0": nn.Conv2d(1, 6, 5, padding=2), "3": nn.Conv2d(6, 16, 5),
        "6": nn.Linear(400, 120), "8": nn.Linear(120, 84), "10": nn.Linear(84, 10),
    })


def logits(net, x):
    x = F.max_pool2d(F.relu(net["0"](x)), 2)
    x = F.max_pool2d(F.relu(net["3"](x)), 2).flatten(1)
    return net["10"](F.relu(net["8"](F.relu(net["6"](x)))))


def trained():
    net, (images, labels) = lenet(), digits("train")
    adam = torch.optim.Adam(net.parameters(), 2e-3)
    for _ in range(2):
        for some in torch.randperm(len(images)).split(64):
            adam.zero_grad()
            F.cross_entropy(logits(net, images[some]), labels[some]).backward()
            adam.step()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.copy_(parameter.to(torch.bfloat16).to(torch.float64))
    return net


def main():
    names = "batch,channels,height,width,kernels,groups,kh,kw,sh,sw,ph,pw,dh,dw"
    lines = [f"{names},y,dx,dw,db", *convolutions()]
    write("convolution.csv", "y and gradients of conv2d, times 4096", lines)
    lines = [f"kind,{names.replace('kernels,groups,', '')},y,dx", *pools()]
    write("convolution_pools.csv", "y and gradients of max_pool2d and avg_pool2d", lines)

    net, (images, labels) = trained(), digits("t10k")
    with torch.no_grad():
        said = logits(net, images)
    right = int((said.argmax(1) == labels).sum())
    lines = ["image,right,logits"]
    lines += [f"{i},{right},{listed(said[i])}" for i in range(16)]
    what = "logits for test images of MNIST; right: of the first 1,000"
    write("convolution_lenet.csv", what, lines)
    tensors = {name: value.float().contiguous() for name, value in net.state_dict().items()}
    packed = gzip.compress(safetensors.torch.save(tensors), 9, mtime=0)
    (HERE / "convolution_lenet.safetensors.gz").write_bytes(packed)


main()
