/** What `encodeLikeness` has written of MNIST, when the page was built. */
declare module "virtual:likeness" {
  const text: string;
  export default text;
}
