/** The part of PyTorch that is written in Python: texts by dotted module name. Their tree in prelude/ mirrors PyTorch's own. */

import einops from "./prelude/einops/__init__.py";
import einopsLayers from "./prelude/einops/layers/torch.py";
import einx from "./prelude/einx.py";
import torchComplex from "./prelude/torch/_complex.py";
import torchHooks from "./prelude/torch/_hooks.py";
import torchSpectral from "./prelude/torch/_spectral.py";
import torchCompiler from "./prelude/torch/compiler.py";
import torchDistributed from "./prelude/torch/distributed.py";
import torchDistributions from "./prelude/torch/distributions/__init__.py";
import torchDistributionsConstraints from "./prelude/torch/distributions/constraints.py";
import torchDistributionsContinuous from "./prelude/torch/distributions/continuous.py";
import torchDistributionsCovariance from "./prelude/torch/distributions/covariance.py";
import torchDistributionsDiscrete from "./prelude/torch/distributions/discrete.py";
import torchDistributionsDistribution from "./prelude/torch/distributions/distribution.py";
import torchDistributionsGammaSample from "./prelude/torch/distributions/gamma_sample.py";
import torchDistributionsInterval from "./prelude/torch/distributions/interval.py";
import torchDistributionsKl from "./prelude/torch/distributions/kl.py";
import torchDistributionsKlMixed from "./prelude/torch/distributions/kl_mixed.py";
import torchDistributionsMultivariate from "./prelude/torch/distributions/multivariate.py";
import torchDistributionsPositive from "./prelude/torch/distributions/positive.py";
import torchDistributionsTransformed from "./prelude/torch/distributions/transformed.py";
import torchDistributionsTransforms from "./prelude/torch/distributions/transforms.py";
import torchDistributionsUtils from "./prelude/torch/distributions/utils.py";
import torchFft from "./prelude/torch/fft.py";
import torchLinalg from "./prelude/torch/linalg.py";
import torchMasked from "./prelude/torch/masked.py";
import torchNn from "./prelude/torch/nn/__init__.py";
import torchNnFunctionalActivation from "./prelude/torch/nn/_functional/activation.py";
import torchNnFunctionalAttention from "./prelude/torch/nn/_functional/attention.py";
import torchNnFunctionalCtc from "./prelude/torch/nn/_functional/ctc.py";
import torchNnFunctionalDistance from "./prelude/torch/nn/_functional/distance.py";
import torchNnFunctionalLayer from "./prelude/torch/nn/_functional/layer.py";
import torchNnFunctionalLoss from "./prelude/torch/nn/_functional/loss.py";
import torchNnFunctionalPadding from "./prelude/torch/nn/_functional/padding.py";
import torchNnFunctionalReduction from "./prelude/torch/nn/_functional/reduction.py";
import torchNnFunctionalSampling from "./prelude/torch/nn/_functional/sampling.py";
import torchNnFunctionalWindow from "./prelude/torch/nn/_functional/window.py";
import torchNnFunctional from "./prelude/torch/nn/functional.py";
import torchNnInit from "./prelude/torch/nn/init.py";
import torchNnModules from "./prelude/torch/nn/modules/__init__.py";
import torchNnModulesActivation from "./prelude/torch/nn/modules/activation.py";
import torchNnModulesAttention from "./prelude/torch/nn/modules/attention.py";
import torchNnModulesContainer from "./prelude/torch/nn/modules/container.py";
import torchNnModulesConv from "./prelude/torch/nn/modules/conv.py";
import torchNnModulesLazy from "./prelude/torch/nn/modules/lazy.py";
import torchNnModulesLinear from "./prelude/torch/nn/modules/linear.py";
import torchNnModulesLoss from "./prelude/torch/nn/modules/loss.py";
import torchNnModulesModule from "./prelude/torch/nn/modules/module.py";
import torchNnModulesNormalization from "./prelude/torch/nn/modules/normalization.py";
import torchNnModulesPooling from "./prelude/torch/nn/modules/pooling.py";
import torchNnModulesRnn from "./prelude/torch/nn/modules/rnn.py";
import torchNnModulesTransformer from "./prelude/torch/nn/modules/transformer.py";
import torchNnModulesUtils from "./prelude/torch/nn/modules/utils.py";
import torchNnUtils from "./prelude/torch/nn/utils/__init__.py";
import torchNnUtilsParametrizations from "./prelude/torch/nn/utils/parametrizations.py";
import torchNnUtilsParametrize from "./prelude/torch/nn/utils/parametrize.py";
import torchNnUtilsRnn from "./prelude/torch/nn/utils/rnn.py";
import torchNnUtilsWeights from "./prelude/torch/nn/utils/weights.py";
import torchOptim from "./prelude/torch/optim/__init__.py";
import torchOptimLrScheduler from "./prelude/torch/optim/lr_scheduler.py";
import torchSignalWindows from "./prelude/torch/signal/windows.py";
import torchSparse from "./prelude/torch/sparse.py";
import torchUtilsData from "./prelude/torch/utils/data.py";
import torchUtilsPytree from "./prelude/torch/utils/pytree.py";
import torchvisionOps from "./prelude/torchvision/ops.py";

/** Older or longer paths of the same names: module → where its names are defined. */
const aliases: Readonly<Record<string, readonly [module: string, names: string]>> = {
  "torchvision.ops.boxes": [
    "torchvision.ops",
    `(batched_nms, box_area, box_convert, box_iou, clip_boxes_to_image, complete_box_iou, distance_box_iou,
      generalized_box_iou, masks_to_boxes, nms, remove_small_boxes)`,
  ],
  "torchvision.ops.focal_loss": ["torchvision.ops", "sigmoid_focal_loss"],
  "torchvision.ops.giou_loss": ["torchvision.ops", "generalized_box_iou_loss"],
  "torchvision.ops.diou_loss": ["torchvision.ops", "distance_box_iou_loss"],
  "torchvision.ops.ciou_loss": ["torchvision.ops", "complete_box_iou_loss"],
  "torch.nn.modules.batchnorm": [
    "torch.nn.modules.normalization",
    "_BatchNorm, BatchNorm1d, BatchNorm2d, BatchNorm3d, SyncBatchNorm",
  ],
  "torch.nn.modules.dropout": [
    "torch.nn.modules.normalization",
    "Dropout, Dropout1d, Dropout2d, Dropout3d, AlphaDropout, FeatureAlphaDropout",
  ],
  "torch.nn.modules.instancenorm": ["torch.nn.modules.normalization", "InstanceNorm1d, InstanceNorm2d, InstanceNorm3d"],
  "torch.nn.modules.distance": ["torch.nn.modules.linear", "CosineSimilarity, PairwiseDistance"],
  "torch.nn.modules.flatten": ["torch.nn.modules.linear", "Flatten, Unflatten"],
  "torch.nn.modules.sparse": ["torch.nn.modules.linear", "Embedding, EmbeddingBag"],
  "torch.nn.modules.padding": [
    "torch.nn.modules.pooling",
    "ConstantPad1d, ConstantPad2d, ReflectionPad1d, ReflectionPad2d, ReplicationPad1d, ReplicationPad2d, ZeroPad2d",
  ],
  "torch.nn.modules.pixelshuffle": ["torch.nn.modules.pooling", "PixelShuffle, PixelUnshuffle"],
  "torch.nn.modules.upsampling": ["torch.nn.modules.pooling", "Upsample, UpsamplingBilinear2d, UpsamplingNearest2d"],
  "torch.nn.utils.clip_grad": ["torch.nn.utils", "clip_grad_norm_, clip_grad_value_"],
  "torch.nn.utils.convert_parameters": ["torch.nn.utils", "parameters_to_vector, vector_to_parameters"],
  "torch.distributions.chi2": ["torch.distributions.positive", "Chi2"],
  "torch.distributions.continuous_bernoulli": ["torch.distributions.interval", "ContinuousBernoulli"],
  "torch.distributions.exp_family": ["torch.distributions.distribution", "ExponentialFamily"],
  "torch.distributions.fishersnedecor": ["torch.distributions.positive", "FisherSnedecor"],
  "torch.distributions.geometric": ["torch.distributions.discrete", "Geometric"],
  "torch.distributions.gumbel": ["torch.distributions.continuous", "Gumbel"],
  "torch.distributions.half_cauchy": ["torch.distributions.positive", "HalfCauchy"],
  "torch.distributions.half_normal": ["torch.distributions.positive", "HalfNormal"],
  "torch.distributions.kumaraswamy": ["torch.distributions.interval", "Kumaraswamy"],
  "torch.distributions.lkj_cholesky": ["torch.distributions.covariance", "LKJCholesky"],
  "torch.distributions.logistic_normal": ["torch.distributions.transformed", "LogisticNormal"],
  "torch.distributions.lowrank_multivariate_normal": ["torch.distributions.covariance", "LowRankMultivariateNormal"],
  "torch.distributions.multinomial": ["torch.distributions.discrete", "Multinomial"],
  "torch.distributions.pareto": ["torch.distributions.positive", "Pareto"],
  "torch.distributions.relaxed_bernoulli": [
    "torch.distributions.transformed",
    "LogitRelaxedBernoulli, RelaxedBernoulli",
  ],
  "torch.distributions.von_mises": ["torch.distributions.interval", "VonMises"],
  "torch.distributions.weibull": ["torch.distributions.positive", "Weibull"],
  "torch.distributions.wishart": ["torch.distributions.covariance", "Wishart"],
  "torch.nn.utils.spectral_norm": ["torch.nn.utils.weights", "remove_spectral_norm, spectral_norm"],
  "torch.nn.utils.weight_norm": ["torch.nn.utils.weights", "remove_weight_norm, weight_norm"],
  "torch.distributions.bernoulli": ["torch.distributions.discrete", "Bernoulli"],
  "torch.distributions.beta": ["torch.distributions.interval", "Beta"],
  "torch.distributions.categorical": ["torch.distributions.discrete", "Categorical"],
  "torch.distributions.cauchy": ["torch.distributions.continuous", "Cauchy"],
  "torch.distributions.dirichlet": ["torch.distributions.multivariate", "Dirichlet"],
  "torch.distributions.exponential": ["torch.distributions.positive", "Exponential"],
  "torch.distributions.gamma": ["torch.distributions.positive", "Gamma"],
  "torch.distributions.independent": ["torch.distributions.multivariate", "Independent"],
  "torch.distributions.laplace": ["torch.distributions.continuous", "Laplace"],
  "torch.distributions.log_normal": ["torch.distributions.positive", "LogNormal"],
  "torch.distributions.mixture_same_family": ["torch.distributions.multivariate", "MixtureSameFamily"],
  "torch.distributions.multivariate_normal": ["torch.distributions.multivariate", "MultivariateNormal"],
  "torch.distributions.negative_binomial": ["torch.distributions.discrete", "NegativeBinomial"],
  "torch.distributions.normal": ["torch.distributions.continuous", "Normal"],
  "torch.distributions.one_hot_categorical": [
    "torch.distributions.discrete",
    "OneHotCategorical, OneHotCategoricalStraightThrough",
  ],
  "torch.distributions.poisson": ["torch.distributions.discrete", "Poisson"],
  "torch.distributions.relaxed_categorical": ["torch.distributions.discrete", "RelaxedOneHotCategorical"],
  "torch.distributions.studentT": ["torch.distributions.continuous", "StudentT"],
  "torch.distributions.transformed_distribution": ["torch.distributions.transformed", "TransformedDistribution"],
  "torch.distributions.uniform": ["torch.distributions.interval", "Uniform"],
  "torch.optim.adam": ["torch.optim", "Adam"],
  "torch.optim.adamw": ["torch.optim", "AdamW"],
  "torch.optim.sgd": ["torch.optim", "SGD"],
  "torch.optim.optimizer": ["torch.optim", "Optimizer"],
};

const texts: Readonly<Record<string, string>> = {
  einops,
  "einops.layers.torch": einopsLayers,
  einx,
  "torch.distributed": torchDistributed,
  "torch.distributions": torchDistributions,
  "torch.distributions.continuous": torchDistributionsContinuous,
  "torch.distributions.constraints": torchDistributionsConstraints,
  "torch.distributions.covariance": torchDistributionsCovariance,
  "torch.distributions.interval": torchDistributionsInterval,
  "torch.distributions.kl_mixed": torchDistributionsKlMixed,
  "torch.distributions.positive": torchDistributionsPositive,
  "torch.distributions.transformed": torchDistributionsTransformed,
  "torch.distributions.utils": torchDistributionsUtils,
  "torch.distributions.discrete": torchDistributionsDiscrete,
  "torch.distributions.distribution": torchDistributionsDistribution,
  "torch.distributions.gamma_sample": torchDistributionsGammaSample,
  "torch.distributions.kl": torchDistributionsKl,
  "torch.distributions.multivariate": torchDistributionsMultivariate,
  "torch.distributions.transforms": torchDistributionsTransforms,
  "torch.compiler": torchCompiler,
  "torch.linalg": torchLinalg,
  "torch.masked": torchMasked,
  "torch.nn": torchNn,
  "torch.nn._functional.activation": torchNnFunctionalActivation,
  "torch.nn._functional.attention": torchNnFunctionalAttention,
  "torch.nn._functional.ctc": torchNnFunctionalCtc,
  "torch.nn._functional.distance": torchNnFunctionalDistance,
  "torch.nn._functional.layer": torchNnFunctionalLayer,
  "torch.nn._functional.loss": torchNnFunctionalLoss,
  "torch.nn._functional.padding": torchNnFunctionalPadding,
  "torch.nn._functional.reduction": torchNnFunctionalReduction,
  "torch.nn._functional.sampling": torchNnFunctionalSampling,
  "torch.nn._functional.window": torchNnFunctionalWindow,
  "torch.nn.functional": torchNnFunctional,
  "torch.nn.init": torchNnInit,
  "torch.nn.modules": torchNnModules,
  "torch.nn.modules.activation": torchNnModulesActivation,
  "torch.nn.modules.attention": torchNnModulesAttention,
  "torch.nn.modules.container": torchNnModulesContainer,
  "torch.nn.modules.conv": torchNnModulesConv,
  "torch.nn.modules.lazy": torchNnModulesLazy,
  "torch.nn.modules.linear": torchNnModulesLinear,
  "torch.nn.modules.loss": torchNnModulesLoss,
  "torch.nn.modules.module": torchNnModulesModule,
  "torch.nn.modules.normalization": torchNnModulesNormalization,
  "torch.nn.modules.pooling": torchNnModulesPooling,
  "torch.nn.modules.rnn": torchNnModulesRnn,
  "torch.nn.modules.transformer": torchNnModulesTransformer,
  "torch.nn.modules.utils": torchNnModulesUtils,
  "torch.nn.utils": torchNnUtils,
  "torch.nn.utils.parametrizations": torchNnUtilsParametrizations,
  "torch.nn.utils.parametrize": torchNnUtilsParametrize,
  "torch.nn.utils.rnn": torchNnUtilsRnn,
  "torch.nn.utils.weights": torchNnUtilsWeights,
  "torch.signal.windows": torchSignalWindows,
  "torch.sparse": torchSparse,
  "torch._complex": torchComplex,
  "torch._hooks": torchHooks,
  "torch._spectral": torchSpectral,
  "torch.fft": torchFft,
  "torch.optim": torchOptim,
  "torch.optim.lr_scheduler": torchOptimLrScheduler,
  "torch.utils.data": torchUtilsData,
  "torch.utils._pytree": torchUtilsPytree,
  "torchvision.ops": torchvisionOps,
};

export const torchPreludes: Readonly<Record<string, string>> = {
  ...texts,
  ...Object.fromEntries(
    Object.entries(aliases).map(([module, [source, names]]) => [module, `from ${source} import ${names}\n`]),
  ),
};
