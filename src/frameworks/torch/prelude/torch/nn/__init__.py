"""torch.nn: what `import torch.nn as nn` offers."""

from torch.nn.modules import *
from torch.nn.modules.module import Buffer
from torch.nn.parameter import Parameter
