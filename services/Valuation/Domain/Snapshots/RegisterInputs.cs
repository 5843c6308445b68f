using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A method's inputs as built from the register, and what they were built from.</summary>
internal sealed record BuiltInputs(JsonElement Inputs, IReadOnlyList<UsedEvidence> Evidence, IReadOnlyList<UsedIndex> Indexes);

/// <summary>Writes the method's inputs from registered evidence as it stands; the valuer adds only what no register holds.</summary>
internal static class RegisterInputs
{
    /// <summary>Builds the inputs; null and the first rule that is broken.</summary>
    public static BuiltInputs? Build(
        Method method, RegisterChoice choice, KnownRegister known, JsonElement stated, Subject subject, AgreementDocument agreement,
        DateTimeOffset at, out Rejection? refused)
    {
        refused = stated.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined ? null : Problems.WrongType("inputs", "an object", "对象");
        refused ??= RegisterChecks.Broken(choice, known, subject, agreement, at);
        if (refused is not null) return null;

        var indexes = (choice.Series ?? []).Select(use => Known(use, known.Series[use.Series], EvidenceRules.Today(at))).ToList();
        var items = choice.Evidence.Select(use => known.Evidence[use.Reference].Item.Said!).ToList();
        var members = MethodMembers.Of(method, choice, items, indexes, RelatedParties.Of(agreement, subject.Party), stated, out refused);
        if (members is null) return null;

        var inputs = stated.ValueKind == JsonValueKind.Object ? JsonObject.Create(stated)! : [];
        foreach (var (name, value) in members)
        {
            if (inputs.ContainsKey(name))
            {
                refused = new InputRejection("evidence.inputs-and-register", new(
                    $"'{name}' comes from the register and is not stated as well.", $"“{name}”取自登记簿，不得另行填写。")).At($"inputs.{name}");
                return null;
            }

            inputs[name] = value;
        }

        return new BuiltInputs(
            JsonSerializer.SerializeToElement(inputs),
            [.. choice.Evidence.Select(use => Used(use, known.Evidence[use.Reference]))],
            [.. (choice.Series ?? []).Select(use => Used(use, known.Series[use.Series], EvidenceRules.Today(at)))]);
    }

    private static IndexSeries Known(SeriesChoice use, KnownIndex found, DateOnly today) => found.Index.KnownAfter(found.Index.ReleaseOn(use.KnownOn ?? today));

    private static UsedEvidence Used(EvidenceChoice use, KnownEvidence found) =>
        new(use.Reference, found.Item.Id, found.Item.Said!.Sha256, found.Source, use.WeightReason);

    private static UsedIndex Used(SeriesChoice use, KnownIndex found, DateOnly today)
    {
        var release = found.Index.ReleaseOn(use.KnownOn ?? today);
        return new UsedIndex(use.Series, found.Index.Id, release, found.Index.Vintages[release - 1].PublishedOn, found.Vintages[release - 1]);
    }
}
