module.exports = {
  round: (price) => Math.round(price * 100) / 100,
};
