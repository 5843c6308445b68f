using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>What a method is for; an agreement may name a method only where its purpose fits.</summary>
[JsonConverter(typeof(KebabCaseEnum<MethodPurpose>))]
public enum MethodPurpose
{
    /// <summary>Values a contribution.</summary>
    Valuation,

    /// <summary>Measures the loss of a risk event.</summary>
    LossMeasure,

    /// <summary>Divides a loss between sufferers, the reserve and the parties.</summary>
    Allocation,

    /// <summary>Divides a benefit pool, an estate or a joint surplus.</summary>
    Sharing,

    /// <summary>Computes a tax credit, a match or a subsidy.</summary>
    Incentive,

    /// <summary>Checks or scores figures; decides nothing.</summary>
    Analysis,
}

/// <summary>
/// A versioned calculation rule: JSON inputs to an <see cref="Evaluation"/>. Pure: the same inputs give the same figures, steps
/// and hash on every machine, in every service and offline.
/// </summary>
public abstract class Method
{
    private MethodDescription? description;

    private protected Method(string id, int version, MethodPurpose purpose, Text name)
    {
        Id = id;
        Version = version;
        Purpose = purpose;
        Name = name;
    }

    /// <summary>"market.comparables".</summary>
    public string Id { get; }

    public int Version { get; }

    public MethodPurpose Purpose { get; }

    public Text Name { get; }

    /// <summary>Members, beside "terms", that are the agreement's policy: who proposes a value under an agreement cannot state them.</summary>
    public IReadOnlyList<string> FromPlatform { get; internal init; } = [];

    /// <summary>Purpose, formula, inputs, sources and errors for a person who wants to use or check the method.</summary>
    public MethodDescription Description => description ??= MethodDescription.Of(Id, Version);

    /// <summary>Evaluates complete inputs. Wrong inputs are answered with every rejection found, never with an exception.</summary>
    public abstract Evaluation Evaluate(JsonElement inputs);

    /// <summary>
    /// Evaluates what a person entered, completed by the platform's terms. Inputs that bring terms of their own are refused
    /// (input.terms-not-allowed), and so is a policy (input.policy-not-allowed): refused, not ignored, so that nobody believes that
    /// it counted.
    /// </summary>
    public Evaluation Evaluate(JsonElement inputs, MethodTerms terms)
    {
        // What is no object, or holds a member twice, cannot take the terms; the reader names the fault.
        var reader = new InputReader(inputs);
        if (!reader.Clean) return new Evaluation(null, reader.Rejections);
        if (FromPlatform.FirstOrDefault(reader.Has) is { } policy)
        {
            return new Evaluation(null, [new InputRejection("input.policy-not-allowed",
                new("The numbers of the method come from the agreement's policy, not from the inputs.", "方法的参数来自协议的政策，不得写在输入中。")).At(policy)]);
        }

        if (!reader.Has("terms")) return Evaluate(RuleJson.With(inputs, "terms", terms));
        return new Evaluation(null, [new InputRejection("input.terms-not-allowed",
            new("The terms of a valuation or loss come from the agreement, not from the inputs.", "计价或计损的条件来自协议，不得写在输入中。")).At("terms")]);
    }

    private protected static InputRejection NotCanonical(string why) => new InputRejection("input.not-canonical",
        new($"The inputs cannot be hashed: {why}", "输入无法形成规范格式，不能计算哈希。")).At(JsonPath.Root);

    private protected static InputRejection TooLarge() => new InputRejection("money.out-of-range",
        new("These inputs lead to an amount that is too large to be kept exactly.", "按这些输入计算出的金额超出可精确保存的范围。")).At(JsonPath.Root);

    private protected static string Hash(JsonElement inputs) => Convert.ToHexStringLower(SHA256.HashData(CanonicalWriter.Write(inputs)));
}

/// <summary>A method with typed inputs and figures.</summary>
/// <typeparam name="TInput">Its inputs; written as JSON they have the shape that its reader takes.</typeparam>
/// <typeparam name="TFigures">Its figures.</typeparam>
public sealed class Method<TInput, TFigures> : Method
    where TInput : class
    where TFigures : Figures
{
    private readonly Func<InputReader, TInput?> read;
    private readonly Func<TInput, Outcome<TFigures>> compute;

    internal Method(string id, int version, MethodPurpose purpose, Text name, Func<InputReader, TInput?> read, Func<TInput, Outcome<TFigures>> compute)
        : base(id, version, purpose, name)
    {
        this.read = read;
        this.compute = compute;
    }

    /// <summary>Evaluates typed inputs by way of their JSON, so that the hash covers what anybody can recompute.</summary>
    public Evaluation Evaluate(TInput input) => Evaluate(JsonSerializer.SerializeToElement(input, RuleJson.PlainAmounts));

    public override Evaluation Evaluate(JsonElement inputs)
    {
        var reader = new InputReader(inputs);
        var input = reader.Clean ? read(reader) : null;
        reader.Close();
        if (!reader.Clean || input is null) return new Evaluation(null, reader.Rejections);

        string hash;
        try
        {
            hash = Hash(inputs);
        }
        catch (FormatException outsideSubset)
        {
            return new Evaluation(null, [NotCanonical(outsideSubset.Message)]);
        }

        Outcome<TFigures> outcome;
        try
        {
            outcome = compute(input);
        }
        catch (OverflowException)
        {
            // Each amount may be small enough to be kept and their product not; where it happens differs by method.
            return new Evaluation(null, [TooLarge()]);
        }

        if (outcome.Value is not { } figures) return new Evaluation(null, outcome.Rejections);
        var value = JsonSerializer.SerializeToElement(figures, RuleJson.Results);
        return new Evaluation(
            new MethodResult(Id, Version, hash, inputs.Clone(), value, figures.Steps, figures.Rounding, figures.Residual) { Figures = figures },
            []);
    }
}
