"""Writes the tensors of a .safetensors file as Keras, old and new PyTorch would: IN FOLDER."""
import collections
import json
import re
import struct
import sys

import h5py
import numpy
import torch

FIRST_OF_BLOCK = [0, 5, 10, 19, 28]

source, folder = sys.argv[1:]
with open(source, "rb") as f:
    length = struct.unpack("<Q", f.read(8))[0]
    header = json.loads(f.read(length))
    data = f.read()

tensors = collections.OrderedDict()
for name, entry in header.items():
    if name != "__metadata__":
        begin, end = entry["data_offsets"]
        tensors[name] = numpy.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])

with h5py.File(folder + "/keras.h5", "w") as h5:
    for name, values in tensors.items():
        index = int(re.findall(r"\d+", name)[0])
        block = max(b for b in range(5) if FIRST_OF_BLOCK[b] <= index)
        layer = "block%d_conv%d" % (block + 1, (index - FIRST_OF_BLOCK[block]) // 2 + 1)
        group = h5.require_group(layer)
        if name.endswith("weight"):
            group.create_dataset(layer + "_W_1:0", data=values.transpose(2, 3, 1, 0))
        else:
            group.create_dataset(layer + "_b_1:0", data=values)
        group.attrs["weight_names"] = [(layer + "_W_1:0").encode(), (layer + "_b_1:0").encode()]

state = collections.OrderedDict((n, torch.tensor(v)) for n, v in tensors.items())
# Further tensors of neural-style's file, which the reader does not read.
state["classifier.1.weight"] = torch.zeros(3, 5)
state["classifier.1.count"] = torch.tensor(3)
torch.save(state, folder + "/new.pth")
torch.save(state, folder + "/old.pth", _use_new_zipfile_serialization=False)
torch.save({"epoch": 3, "state_dict": state}, folder + "/checkpoint.pth")
module = torch.nn.Module()
module.features = torch.nn.Sequential(torch.nn.Conv2d(3, 64, 3))
torch.save(module, folder + "/module.pth")
torch.save({n: v.half() for n, v in state.items()}, folder + "/half.pth")
torch.save({n: v.to(torch.bfloat16) for n, v in state.items()}, folder + "/bfloat.pth")
