using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A settled run that a correction booked otherwise.</summary>
internal static class CorrectedRun
{
    // What a correction cites has a limit: below it nothing was cut off.
    private const int CitedOfAll = 200;
    private const int CitedOfOne = 100;

    private static readonly Text Settled = new("What was settled before a correction", "更正之前的结算");
    private static readonly Text Basis = new("What a run was computed from again", "重新计算所依据的输入");

    public static void Check(Reperforming work, ProvenEntry entry, JsonElement prepared, JsonElement item)
    {
        var name = $"{item.Text("reference")} ({item.Text("id")})";
        var settled = work.All("run_settled.v1").FirstOrDefault(other => other.Envelope.Source == entry.Envelope.Source && other.Envelope.Stream.ToString() == item.Text("id"));
        if (settled?.Payload is not { } payload || CheckedRun.SettledBy(work, settled) is not { Whole: true } run)
        {
            work.Apart(Settled, name);
            return;
        }

        Was(work, entry, prepared, item, payload, name);
        WouldBe(work, entry, prepared, item, run, name);
    }

    // What stood: the settlement, or the last correction of it that was booked before.
    private static void Was(Reperforming work, ProvenEntry entry, JsonElement prepared, JsonElement item, JsonElement settled, string name)
    {
        var earlier = work.All("correction_booked.v1").Where(other => other.Envelope.Source == entry.Envelope.Source && other.Envelope.SourceNumber < entry.Envelope.SourceNumber)
            .Select(other => work.Before(other, "correction_prepared.v1").FirstOrDefault()?.Payload).OfType<JsonElement>()
            .Where(other => other.Text("agreementId") == prepared.Text("agreementId")).ToList();
        var last = earlier.SelectMany(other => other.Items("items").Select(line => (No: other.Number("no"), Item: line)))
            .Where(other => other.Item.Text("of") == "run" && other.Item.Text("id") == item.Text("id")).OrderBy(other => other.No).Select(other => (JsonElement?)other.Item).LastOrDefault();
        var stood = last is { } before
            ? before.Items("lines").ToDictionary(line => line.Named("party"), line => line.Sure("wouldBe"), StringComparer.Ordinal)
            : settled.Items("lines").ToDictionary(line => line.Named("party"), line => line.Sure("share"), StringComparer.Ordinal);
        var reserve = last?.Amount("reserveWouldBe") ?? settled.Amount("movement", "funded");
        var zero = Money.Zero(item.Sure("reserveWas").Currency);
        var holds = item.Amount("reserveWas") == reserve
            && item.Items("lines").All(line => line.Sure("was") == (stood.GetValueOrDefault(line.Named("party")) ?? zero))
            && stood.All(line => line.Value.IsZero || item.Items("lines").Any(other => other.Text("party") == line.Key));
        // Without every correction before it, one that is not here may be what it starts from.
        if (holds || prepared.Number("no") == 1 || work.Everything)
        {
            work.Same(
                holds, entry, "figures.correction-differs", "items", $"The correction of {name} does not start from what was settled.", $"{name} 的更正并非自所结算金额起算。");
        }
        else
        {
            work.Apart(Settled, name);
        }
    }

    private static void WouldBe(Reperforming work, ProvenEntry entry, JsonElement prepared, JsonElement item, CheckedRun run, string name)
    {
        var hash = item.Text("basis", "documentHash");
        var document = work.All("agreement_activated.v1").Select(other => other.Payload!.Value.At("document") is { } json ? AgreementDocument.Parse(json).Value : null)
            .FirstOrDefault(other => other is not null && other.DocumentHash == hash);
        if (item.At("basis") is null || document is null)
        {
            work.Apart(Basis, name);
            return;
        }

        var accepted = item.Items("basis", "accepted").Select(value => new DatedContribution(value.Named("party"), value.Day("on"), value.Sure("amount"))).ToList();
        var zero = Money.Zero(run.Currency);
        var again = Waterfall.Method.Evaluate(RunWaterfall.Again(run, document, accepted)).Result?.FiguresAs<WaterfallFigures>();
        work.Same(
            again is not null && document.AgreementId == prepared.Text("agreementId") && document.Version == item.Number("basis", "agreementVersion")
                && document.Covers(run.Payload.Day("pool", "period", "to")) && again.Reserve == item.Sure("reserveWouldBe")
                && item.Items("lines").All(line => line.Sure("wouldBe") == (again.Shares.GetValueOrDefault(line.Named("party")) ?? zero))
                && again.Shares.All(share => share.Value.IsZero || item.Items("lines").Any(line => line.Text("party") == share.Key)),
            entry, "figures.correction-differs", "items", $"The correction of {name} does not come to what is computed anew.", $"{name} 的更正与重新计算的结果不符。");
        Values(work, entry, prepared, item, run, accepted, name);
    }

    // The run's values with those that the correction cites in their place; a value whose own event is cited no longer counts.
    private static void Values(
        Reperforming work, ProvenEntry entry, JsonElement prepared, JsonElement item, CheckedRun run, IReadOnlyList<DatedContribution> accepted, string name)
    {
        var cited = item.Items("sources").Select(source => Guid.TryParse(source.Text("ev"), out var id) ? id : Guid.Empty).ToList();
        var changed = cited.Select(work.Disclosed).ToList();
        var replaced = changed.Where(other => other?.Envelope.Type == "value_replaced.v1").Select(other => other!.Payload!.Value)
            .ToDictionary(other => other.Named("contributionId"), other => other.Sure("value"), StringComparer.Ordinal);
        var now = run.Values.Where(value => replaced.ContainsKey(value.Named("contributionId")) || !cited.Contains(Guid.Parse(value.Named("source", "ev"))))
            .Select(value => new DatedContribution(
                value.Named("party"), value.Day("effectiveOn"), replaced.GetValueOrDefault(value.Named("contributionId")) ?? value.Sure("accepted")));
        var sums = now.GroupBy(value => (value.Party, value.On)).Select(group => new DatedContribution(group.Key.Party, group.Key.On, Money.Sum(group.Select(value => value.Amount), run.Currency)));
        if (AllocatedLoss.Same(sums, accepted)) work.Linked();
        else if (changed.Contains(null) || cited.Count >= CitedOfOne || prepared.Items("items").Count * (cited.Count + 1) > CitedOfAll) work.Apart(Basis, name);
        else work.Differs(entry, "figures.correction-differs", "items", $"The values from which {name} is computed again are not those that were accepted.", $"{name} 重新计算所用价值与所认定的不同。");
    }
}
