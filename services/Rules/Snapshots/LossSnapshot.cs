using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>A document of a risk event as it stood when the loss was measured.</summary>
/// <param name="Item">Which evidence of the agreement it is; null where the agreement names none.</param>
/// <param name="Reference">The bringer's own reference.</param>
/// <param name="Sha256">Of the document, lower-case hex.</param>
public sealed record SnapshotDocument(string? Item, string Reference, string Sha256);

/// <summary>
/// Everything that a measured loss rests on, frozen, with what of it is shared and, once it is decided, who bears it: rules and
/// versions, complete inputs, documents by hash, agreement. Exported as canonical JSON (RFC 8785), so that the same snapshot
/// calculated again by anybody has the same bytes.
/// </summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="RiskEvent">Stream of the event.</param>
/// <param name="Reference">The reporter's own reference.</param>
/// <param name="Number">Of the measurement within the event, from 1.</param>
/// <param name="MeasurementHash">What an approver names.</param>
/// <param name="Agreement">Under which it was measured.</param>
/// <param name="Gross">Loss before excess and recoveries.</param>
/// <param name="Loss">Loss by the measure.</param>
/// <param name="Shared">What of it is shared.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Admission">What is taken off; null where nothing is.</param>
/// <param name="Allocation">Who bears it; null where this measurement was never allocated.</param>
/// <param name="Evidence">Documents, in the order in which they were attached.</param>
/// <param name="Escalation">Who bears what lies above all caps; null where nothing was escalated.</param>
public sealed record LossSnapshot(
    string Format, Guid RiskEvent, string Reference, int Number, string MeasurementHash, SnapshotAgreement Agreement, Money Gross, Money Loss,
    Money Shared, MethodResult Measure, MethodResult? Admission, MethodResult? Allocation, IReadOnlyList<SnapshotDocument> Evidence,
    MethodResult? Escalation = null)
{
    public const string FormatName = "ledger-loss-snapshot/1";

    private static readonly JsonSerializerOptions Strict = new(RuleJson.Results)
    {
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false,
    };

    /// <summary>The canonical bytes.</summary>
    public byte[] Bytes() => CanonicalWriter.Write(JsonSerializer.SerializeToElement(this, RuleJson.Results));

    /// <summary>SHA-256 of the canonical bytes, lower-case hex.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes()));

    /// <summary>Whether a document says of itself that it is one.</summary>
    public static bool Is(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("format", out var format)
        && format.ValueKind == JsonValueKind.String && format.GetString() == FormatName;

    /// <summary>Reads an exported snapshot.</summary>
    /// <returns>The snapshot; or snapshot.malformed.</returns>
    public static Outcome<LossSnapshot> Read(JsonElement document)
    {
        if (!Is(document)) return Malformed($"it is no {FormatName}");
        try
        {
            return Outcome.Of(Complete(document).Deserialize<LossSnapshot>(Strict)!);
        }
        catch (RejectedJsonException broken)
        {
            return broken.Rejection.At(broken.Path is null or "$" ? JsonPath.Root : broken.Path.TrimStart('$', '.'));
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or OverflowException)
        {
            return Malformed(broken.Message.Split(" Path:", 2)[0]);
        }
    }

    /// <summary>Calculates measure, admission and allocation again; never throws: what cannot be calculated is a difference.</summary>
    /// <returns>
    /// Codes snapshot.method-unknown, .refused, .inputs-differ, .value-differs, .steps-differ, .bytes-differ, each with the part as its
    /// field; empty when every byte is the same.
    /// </returns>
    public IReadOnlyList<InputRejection> Differences()
    {
        var found = new List<InputRejection>();
        var measured = Again("measure", Measure, found)?.Figures as LossFigures;
        var admitted = Admission is { } admission ? Again("admission", admission, found)?.Figures as LossAdmissionFigures : null;
        var allocated = Allocation is { } allocation ? Again("allocation", allocation, found) : null;
        if (Escalation is { } escalation) Escalated(escalation, allocated, found);
        if (measured is not null && (measured.Gross, measured.Net) != (Gross, Loss))
            found.Add(Differs("value-differs", "loss", Loss.Amount, $"The measure gives {measured.Net}.", $"计量结果为 {measured.Net}。"));
        var shared = Admission is null ? measured?.Net : admitted?.Admitted;
        if (shared is not null && shared != Shared)
            found.Add(Differs("value-differs", "shared", Shared.Amount, $"The rules share {shared}.", $"规则认定可分担 {shared}。"));
        var loss = allocated?.Figures switch { AllocationV2Figures second => second.Loss, AllocationFigures first => first.Loss, _ => null };
        if (loss is not null && loss != Shared)
            found.Add(Differs("value-differs", "allocation", loss.Amount, $"What was allocated is not the {Shared} that is shared.", $"所分担的并非可分担的 {Shared}。"));
        return found;
    }

    // It divides the rest of this allocation, not of another.
    private static void Escalated(MethodResult escalation, MethodResult? allocated, List<InputRejection> found)
    {
        if (Again("escalation", escalation, found) is null || allocated is null) return;
        if (!escalation.Inputs.TryGetProperty("allocation", out var of) || !Same(of, allocated.Inputs))
            found.Add(Differs("value-differs", "escalation", escalation.RuleId, "What it divides is the rest of another allocation.", "所划分的并非该分担的剩余。"));
    }

    // Members that are null are left out on writing and must be there for a strict reading.
    private static JsonElement Complete(JsonElement document)
    {
        var copy = System.Text.Json.Nodes.JsonObject.Create(document)!;
        foreach (var member in new[] { "admission", "allocation", "escalation" }) copy.TryAdd(member, null);
        if (copy["evidence"] is System.Text.Json.Nodes.JsonArray evidence)
        {
            foreach (var item in evidence.OfType<System.Text.Json.Nodes.JsonObject>()) item.TryAdd("item", null);
        }

        return JsonSerializer.SerializeToElement(copy);
    }

    private static MethodResult? Again(string part, MethodResult result, List<InputRejection> found)
    {
        if (MethodCatalogue.Find(result.RuleId, result.RuleVersion) is not { } method)
        {
            found.Add(Differs("method-unknown", part, $"{result.RuleId} {Problems.Invariant(result.RuleVersion)}", "This program does not know the rule in this version.", "本程序没有该版本的规则。"));
            return null;
        }

        var evaluation = method.Evaluate(result.Inputs);
        if (evaluation.Result is not { } again)
        {
            var why = evaluation.Rejection!;
            found.Add(Differs("refused", part, why.Code, $"The rule refuses the inputs: {why.Message.En}", $"规则拒绝该输入：{why.Message.Zh}"));
            return null;
        }

        if (result.InputsHash != again.InputsHash)
            found.Add(Differs("inputs-differ", part, result.InputsHash, $"The inputs have the hash {again.InputsHash}.", $"输入的哈希为 {again.InputsHash}。"));
        if (!Same(result.Value, again.Value))
            found.Add(Differs("value-differs", part, result.RuleId, "The rule gives other figures.", "规则计算出的数额不同。"));
        else if (!Same(result.Steps, again.Steps))
            found.Add(Differs("steps-differ", part, result.RuleId, "The lines of the calculation are others.", "计算过程与所记不同。"));
        else if (!Same(result, again))
            found.Add(Differs("bytes-differ", part, result.RuleId, "The result calculated again has other bytes.", "重新计算的结果字节不同。"));
        return again;
    }

    private static bool Same<T>(T left, T right) => CanonicalWriter.Write(JsonSerializer.SerializeToElement(left, RuleJson.Results)).AsSpan()
        .SequenceEqual(CanonicalWriter.Write(JsonSerializer.SerializeToElement(right, RuleJson.Results)));

    private static InputRejection Differs(string code, string field, string value, string en, string zh) =>
        new($"snapshot.{code}", new(en, zh)) { Field = field, Value = Problems.Shorten(value) };

    private static InputRejection Malformed(string why) => new InputRejection("snapshot.malformed",
        new($"This is not a snapshot of a loss: {why}.", "这不是损失快照。")).At(JsonPath.Root);
}
