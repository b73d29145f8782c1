/**
 * @file Polynomial features: the products of 2 to so many number columns, each as often as it likes, in the order of
 * scikit-learn's PolynomialFeatures without its bias: a², ab, b², a³, a²b, ab², b³.
 */

/**
 * @param count how many number columns there are
 * @param degree the most factors
 * @returns each product's factors as places of columns, in rising order
 */
export function productsOf(count: number, degree: number): number[][] {
  const products: number[][] = [];
  let shorter: number[][] = Array.from({ length: count }, (_, i) => [i]);
  for (let factors = 2; factors <= degree && shorter.length > 0; factors++) {
    const longer: number[][] = [];
    for (let first = 0; first < count; first++) {
      for (const rest of shorter) if (rest[0] >= first) longer.push([first, ...rest]);
    }
    products.push(...longer);
    shorter = longer;
  }
  return products;
}

/** How many products there are; Infinity where that is beyond counting. */
export function countProducts(count: number, degree: number): number {
  if (count === 0) return 0;
  let all = 1;
  for (let i = 1; i <= degree && all < Number.MAX_SAFE_INTEGER; i++) all = (all * (count + i)) / i;
  return Math.max(0, Math.round(all) - 1 - count);
}
