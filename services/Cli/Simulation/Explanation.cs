using Ledger.Rules;

namespace Ledger.Cli.Simulation;

/// <summary>How one part of the case was calculated.</summary>
/// <param name="Subject">"contribution/E1-machine", "match", "loss/R1", "allocation/R1", "pool/2025".</param>
/// <param name="Result">Rule, version, inputs, hash, steps.</param>
public sealed record Explanation(string Subject, MethodResult Result);

/// <summary>What a simulation answers.</summary>
/// <param name="Figures">Null when a rule refused the inputs.</param>
/// <param name="Explanations">In the order of the file.</param>
/// <param name="Rejections">With paths from the root of the scenario file.</param>
public sealed record Simulated(ScenarioFigures? Figures, IReadOnlyList<Explanation> Explanations, IReadOnlyList<InputRejection> Rejections);
