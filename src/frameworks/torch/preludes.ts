/** The part of PyTorch that is written in Python: texts by dotted module name. Their tree in prelude/ mirrors PyTorch's own. */

import nn from "./prelude/torch/nn/__init__.py";
import activation from "./prelude/torch/nn/_functional/activation.py";
import ctc from "./prelude/torch/nn/_functional/ctc.py";
import distance from "./prelude/torch/nn/_functional/distance.py";
import layer from "./prelude/torch/nn/_functional/layer.py";
import loss from "./prelude/torch/nn/_functional/loss.py";
import padding from "./prelude/torch/nn/_functional/padding.py";
import reduction from "./prelude/torch/nn/_functional/reduction.py";
import window from "./prelude/torch/nn/_functional/window.py";
import functional from "./prelude/torch/nn/functional.py";
import init from "./prelude/torch/nn/init.py";
import modules from "./prelude/torch/nn/modules/__init__.py";
import moduleActivation from "./prelude/torch/nn/modules/activation.py";
import moduleContainer from "./prelude/torch/nn/modules/container.py";
import moduleConv from "./prelude/torch/nn/modules/conv.py";
import moduleLinear from "./prelude/torch/nn/modules/linear.py";
import moduleLoss from "./prelude/torch/nn/modules/loss.py";
import moduleModule from "./prelude/torch/nn/modules/module.py";
import moduleNormalization from "./prelude/torch/nn/modules/normalization.py";
import modulePooling from "./prelude/torch/nn/modules/pooling.py";
import moduleRnn from "./prelude/torch/nn/modules/rnn.py";

export const torchPreludes: Readonly<Record<string, string>> = {
  "torch.nn": nn,
  "torch.nn.functional": functional,
  "torch.nn._functional.activation": activation,
  "torch.nn._functional.ctc": ctc,
  "torch.nn._functional.distance": distance,
  "torch.nn._functional.layer": layer,
  "torch.nn._functional.loss": loss,
  "torch.nn._functional.padding": padding,
  "torch.nn._functional.reduction": reduction,
  "torch.nn._functional.window": window,
  "torch.nn.init": init,
  "torch.nn.modules": modules,
  "torch.nn.modules.activation": moduleActivation,
  "torch.nn.modules.container": moduleContainer,
  "torch.nn.modules.conv": moduleConv,
  "torch.nn.modules.linear": moduleLinear,
  "torch.nn.modules.loss": moduleLoss,
  "torch.nn.modules.module": moduleModule,
  "torch.nn.modules.normalization": moduleNormalization,
  "torch.nn.modules.pooling": modulePooling,
  "torch.nn.modules.rnn": moduleRnn,
};
