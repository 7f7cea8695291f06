// Stands in for packages that a bundle must not carry.
module.exports = {};
