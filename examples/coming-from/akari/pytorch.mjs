import { load } from "akari/formats";
import iris from "../data/iris.json" with { type: "json" };

const species = ["setosa", "versicolor", "virginica"];
const network = await load("../../formats/iris-torch.safetensors", { activations: ["tanh", "softmax"] });
const right = iris.filter(({ species: name, ...lengths }) => {
  const shares = network.predict(Object.values(lengths));
  return shares.indexOf(Math.max(...shares)) === species.indexOf(name);
});
console.log(right.length / iris.length);
