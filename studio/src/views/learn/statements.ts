/**
 * @file What the course is to make understood, statement by statement. Each lesson names those that have their place in it.
 */

export const STATEMENTS = {
  brightness: "A picture is 784 numbers: the brightness of each of its 28×28 pixels, 0.0 to 1.0.",
  inputs: "Inputs are numbers; each input neuron stands for one feature.",
  weighs: "A neuron takes the outputs of the layer before, weighs them, adds a bias, activates and hands on.",
  activated: "The value of a neuron comes out of an activation function.",
  analogy: "That it is like a nerve cell is an analogy only.",
  descent: "Learning is going downhill on the loss, step by step, as SGD does.",
  connected:
    "Layers are finely connected: a neuron takes in all of the layer before; light goes from input to output.",
  extract: "Hidden layers extract features: each neuron answers to a pattern that nobody told the network.",
  circles:
    "That the second layer sees details, the third circles and strokes, is a claim to test: mostly it is not so.",
  howWrong: "How wrong an answer is, a loss says by one number; different losses say it differently.",
  answers: "The output layer predicts: at the end the digit that is answered lights up.",
  simpleRegression:
    "Simple linear regression is a network of a single layer: one linear neuron with one input.",
  linearClassification:
    "Linear classification is a network of a single layer: where its weighted sum is 0, a straight line is the boundary.",
  multipleRegression: "Multiple linear regression is the same neuron with a weight for each of its inputs.",
  shares:
    "Softmax turns weighted sums into shares that add up to 1; what is added to all of them changes nothing.",
  outputNodes:
    "Two classes: two softmax nodes, or one sigmoid node that says the same; regression: one linear node.",
  optimizers: "RMSProp and Adam are descendants of SGD; which is fastest hangs on the learning rate too.",
  backpropagates:
    "Hidden layers learn too: δ goes back through them from the loss, and gives every weight its gradient.",
  trained: "Hidden layers are trained on data: nobody sets their weights by hand.",
  heldOut:
    "What was only learned by heart shows on examples that were held out: validation chooses, the test part judges once.",
  weights: "Weights are what is adjusted to give the result.",
  matrix:
    "784 values and a bias give one value, 16 times over: so a layer is a matrix, a vector and a bias vector.",
  hidden: "Between the input layer and the output layer are hidden layers, one or more.",
  deep: "“Deep” means many hidden layers; more of them make more complex decisions possible.",
  nonlinear:
    "An activation function is a non-linear transformation of z; without it layers fold into one. ReLU cuts, the sigmoid squashes.",
  boxes:
    "With enough hidden neurons a network can come as near as one likes to any unbroken curve, on a range; outside it says nothing of it.",
  kinds:
    "Numbers of a table, pixels and sound waves are all inputs: lists of numbers, to which the same equation applies.",
  depth:
    "Of two networks with as many parameters the deep one may do more, or no more: held-out data decide.",
  eye: "What is easy for an eye is hard for a program.",
  alwaysAnswers:
    "A network answers whatever it is shown, and how sure it is says nothing of whether it knows the like.",
} as const;

export type StatementId = keyof typeof STATEMENTS;
