"""tensorflow.image: measures between images, [batch, height, width, channels], and their simple transformations."""

from tensorflow import _native


def total_variation(images, name=None):
    images = _native.convert_to_tensor(images)
    down = images[..., 1:, :, :] - images[..., :-1, :, :]
    right = images[..., :, 1:, :] - images[..., :, :-1, :]
    axes = [-3, -2, -1]
    return _native.reduce_sum(_native.abs(down), axes) + _native.reduce_sum(_native.abs(right), axes)


def image_gradients(image):
    image = _native.convert_to_tensor(image)
    down = image[:, 1:, :, :] - image[:, :-1, :, :]
    right = image[:, :, 1:, :] - image[:, :, :-1, :]
    return _native.pad(down, [[0, 0], [0, 1], [0, 0], [0, 0]]), _native.pad(right, [[0, 0], [0, 0], [0, 1], [0, 0]])


def sobel_edges(image):
    image = _native.convert_to_tensor(image)
    wide = _native.pad(image, [[0, 0], [1, 1], [1, 1], [0, 0]], "REFLECT")
    rows = wide[:, :, :-2, :] + 2.0 * wide[:, :, 1:-1, :] + wide[:, :, 2:, :]
    columns = wide[:, :-2, :, :] + 2.0 * wide[:, 1:-1, :, :] + wide[:, 2:, :, :]
    return _native.stack([rows[:, 2:] - rows[:, :-2], columns[:, :, 2:] - columns[:, :, :-2]], -1)


def psnr(a, b, max_val, name=None):
    error = _native.reduce_mean(_native.squared_difference(a, b), [-3, -2, -1])
    return 20.0 * _native.log(_native.cast(max_val, "float32")) / 2.302585092994046 - 10.0 / 2.302585092994046 * _native.log(error)


def _window(size, sigma):
    places = _native.cast(_native.range(size), "float32") - (size - 1.0) / 2.0
    squares = _native.square(places) * (-0.5 / (sigma * sigma))
    grid = _native.reshape(squares, [1, -1]) + _native.reshape(squares, [-1, 1])
    return _native.reshape(_native.softmax(_native.reshape(grid, [1, -1])), [size, size, 1, 1])


def _similarity(a, b, max_val, filter_size, filter_sigma, k1, k2):
    window = _native.tile(_window(filter_size, filter_sigma), [1, 1, a.shape[-1], 1])
    blur = lambda x: _native.depthwise_conv2d(x, window, 1, "VALID")
    c1, c2 = (k1 * max_val) ** 2, (k2 * max_val) ** 2
    mean_a, mean_b = blur(a), blur(b)
    product = mean_a * mean_b * 2.0
    squares = _native.square(mean_a) + _native.square(mean_b)
    luminance = (product + c1) / (squares + c1)
    cross = blur(a * b) * 2.0
    energy = blur(_native.square(a) + _native.square(b))
    contrast = (cross - product + c2) / (energy - squares + c2)
    return _native.reduce_mean(luminance * contrast, [-3, -2]), _native.reduce_mean(contrast, [-3, -2])


def _batched(image):
    image = _native.convert_to_tensor(image)
    return _native.expand_dims(image, 0) if len(image.shape) == 3 else image


def ssim(img1, img2, max_val, filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03, return_index_map=False):
    a, b = _batched(img1), _batched(img2)
    value, _ = _similarity(a, b, max_val, filter_size, filter_sigma, k1, k2)
    result = _native.reduce_mean(value, [-1])
    return result[0] if len(img1.shape) == 3 else result


def ssim_multiscale(
    img1, img2, max_val, power_factors=(0.0448, 0.2856, 0.3001, 0.2363, 0.1333),
    filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03,
):
    a, b = _batched(img1), _batched(img2)
    parts = []
    for level, power in enumerate(power_factors):
        if level > 0:
            a, b = _native.avg_pool(a, 2, 2, "SAME"), _native.avg_pool(b, 2, 2, "SAME")
        whole, contrast = _similarity(a, b, max_val, filter_size, filter_sigma, k1, k2)
        chosen = whole if level == len(power_factors) - 1 else contrast
        parts.append(_native.pow(_native.relu(chosen), power))
    product = parts[0]
    for part in parts[1:]:
        product = product * part
    result = _native.reduce_mean(product, [-1])
    return result[0] if len(img1.shape) == 3 else result


def rgb_to_grayscale(images, name=None):
    return _native.reduce_sum(images * _native.constant([0.2989, 0.587, 0.114]), -1, True)


def grayscale_to_rgb(images, name=None):
    return _native.concat([images, images, images], -1)


def _colours(images, rows):
    return _native.tensordot(images, _native.constant(rows), [[len(images.shape) - 1], [0]])


def rgb_to_yuv(images):
    return _colours(images, [[0.299, -0.14714119, 0.61497538], [0.587, -0.28886916, -0.51496512], [0.114, 0.43601035, -0.10001026]])


def yuv_to_rgb(images):
    return _colours(images, [[1.0, 1.0, 1.0], [0.0, -0.394642334, 2.03206185], [1.13988303, -0.58062185, 0.0]])


def rgb_to_yiq(images):
    return _colours(images, [[0.299, 0.59590059, 0.2115], [0.587, -0.27455667, -0.52273617], [0.114, -0.32134392, 0.31119955]])


def yiq_to_rgb(images):
    return _colours(images, [[1.0, 1.0, 1.0], [0.95598634, -0.27201283, -1.10674021], [0.6208248, -0.64720424, 1.70423049]])


def per_image_standardization(image):
    image = _native.cast(image, "float32")
    count = image.shape[-1] * image.shape[-2] * image.shape[-3]
    mean, variance = _native.moments(image, [-1, -2, -3], None, True)
    return (image - mean) / _native.maximum(_native.sqrt(variance), count**-0.5)


def adjust_brightness(image, delta):
    return image + delta


def adjust_contrast(images, contrast_factor):
    mean = _native.reduce_mean(images, [-3, -2], True)
    return (images - mean) * contrast_factor + mean


def adjust_gamma(image, gamma=1, gain=1):
    return image**gamma * gain


def transpose(image, name=None):
    return _native.swapaxes(_native.convert_to_tensor(image), -3, -2)


def rot90(image, k=1, name=None):
    for _ in range(k % 4):
        image = _native.reverse(transpose(image), [-3])
    return image


def crop_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    return image[..., offset_height : offset_height + target_height, offset_width : offset_width + target_width, :]


def pad_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    height, width = image.shape[-3], image.shape[-2]
    rows = [offset_height, target_height - offset_height - height]
    columns = [offset_width, target_width - offset_width - width]
    return _native.pad(image, [[0, 0]] * (len(image.shape) - 3) + [rows, columns, [0, 0]])


def central_crop(image, central_fraction):
    rows, columns = [int((extent - extent * central_fraction) / 2) for extent in (image.shape[-3], image.shape[-2])]
    return image[..., rows : image.shape[-3] - rows, columns : image.shape[-2] - columns, :]


def resize_with_crop_or_pad(image, target_height, target_width):
    height, width = image.shape[-3], image.shape[-2]
    inner = [min(height, target_height), min(width, target_width)]
    cut = crop_to_bounding_box(image, max(0, height - target_height) // 2, max(0, width - target_width) // 2, *inner)
    return pad_to_bounding_box(cut, max(0, target_height - height) // 2, max(0, target_width - width) // 2, target_height, target_width)


def flip_left_right(image):
    return _native.reverse(image, [-2])


def flip_up_down(image):
    return _native.reverse(image, [-3])


def convert_image_dtype(image, dtype, saturate=False, name=None):
    return _native.cast(image, dtype)


def _resized(images, axis, size, nearest):
    extent = images.shape[axis]
    scale = extent / size
    places = [min(max((i + 0.5) * scale - 0.5, 0.0), extent - 1.0) for i in range(size)]
    if nearest:
        return _native.gather(images, [min(int((i + 0.5) * scale), extent - 1) for i in range(size)], axis=axis)
    low = [int(place) for place in places]
    shape = [size if i == axis % len(images.shape) else 1 for i in range(len(images.shape))]
    weight = _native.reshape(_native.constant([place - start for place, start in zip(places, low)], "float32"), shape)
    after = _native.gather(images, [min(start + 1, extent - 1) for start in low], axis=axis)
    return _native.gather(images, low, axis=axis) * (1.0 - weight) + after * weight


def resize(images, size, method="bilinear", preserve_aspect_ratio=False, antialias=False, name=None):
    if method not in ("bilinear", "nearest"):
        raise NotImplementedError(f"the preview does not resize by {method}")
    images = _native.convert_to_tensor(images)
    height, width = [int(extent) for extent in size]
    return _resized(_resized(images, -3, height, method == "nearest"), -2, width, method == "nearest")


def resize_images(images, size, method="bilinear", align_corners=False, **options):
    return resize(images, size, ("bilinear", "nearest")[method] if isinstance(method, int) else method)


def resize_bilinear(images, size, align_corners=False, **options):
    return resize(images, size)


def resize_nearest_neighbor(images, size, align_corners=False, **options):
    return resize(images, size, "nearest")


resize_image_with_crop_or_pad = resize_with_crop_or_pad


class ResizeMethod:
    BILINEAR = "bilinear"
    NEAREST_NEIGHBOR = "nearest"


def extract_patches(images, sizes, strides, rates, padding, name=None):
    rows, columns = sizes[1], sizes[2]
    depth = images.shape[-1]
    eye = _native.reshape(_native.eye(rows * columns * depth), [rows, columns, depth, rows * columns * depth])
    return _native.conv2d(images, eye, strides, padding, None, rates)
