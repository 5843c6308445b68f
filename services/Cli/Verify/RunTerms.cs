using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Verify;

/// <summary>Terms of settlement are those that were approved; what is taken of shares follows from them by the published rule.</summary>
internal static class RunTerms
{
    private static readonly Text Agreed = new("Terms of settlement: what is withheld, carried, and least paid out", "结算条款（代扣、代垫、最低支付额）");
    private static readonly Text Before = new("What carriers had recovered before", "代垫方此前已收回的金额");

    public static void Check(Reperforming work, CheckedRun run, JsonElement? pool)
    {
        var terms = run.Payload.At("extras", "terms");
        if (terms is { } said) Approved(work, run, said, pool);
        Newest(work, run, terms?.Number("no"));
        var deductions = Deductions(run, terms).ToList();
        var recorded = run.Payload.Items("deductions")
            .Select(line => new Deducted(line.Text("kind"), line.Text("party"), line.Text("to"), line.Amount("amount"))).ToList();
        work.Same(
            recorded.SequenceEqual(deductions), run.Entry, "figures.deductions-differ", "deductions",
            "What is taken of shares after the waterfall does not follow from the terms of settlement.", "分配后的扣减与结算条款不符。");
        if (deductions.Count > 0)
        {
            var named = string.Join("; ", deductions.Select(line => $"{line.Party} {line.Amount}{(line.To is null ? "" : $" -> {line.To}")}"));
            work.Proven("proven.deductions",
                $"What is taken of shares of pool {run.Name} follows from the terms of settlement: {named}.", $"收益池 {run.Name} 份额的扣减依结算条款得出：{named}。");
        }
    }

    private static void Approved(Reperforming work, CheckedRun run, JsonElement terms, JsonElement? pool)
    {
        if (work.Source(run.Entry, terms.At("source"), "extras.terms.source", Agreed, run.Name) is not { Payload: { } approved } source) return;
        var no = terms.Number("no");
        if (source.Envelope.Type != "settlement_terms_approved.v1" || approved.Number("no") != no)
        {
            work.Differs(run.Entry, "figures.source-differs", "extras.terms.source", "Its terms of settlement were not approved.", "其结算条款未经复核。");
            return;
        }

        if (work.Before(source, "settlement_terms_proposed.v1").FirstOrDefault(other => other.Payload!.Value.Number("no") == no)?.Payload is not { } proposed)
        {
            work.Apart(Agreed, run.Name);
            return;
        }

        var agreed = proposed.At("terms") ?? throw new FormatException("'terms' is missing.");
        var carries = terms.Items("carries");
        work.Same(
            proposed.Text("agreementId") == run.Payload.Text("agreement", "agreementId") && agreed.Day("from") <= run.Payload.Day("pool", "period", "to")
                && PayloadJson.Alike(agreed.At("withholding"), terms.At("withholding")) && PayloadJson.Alike(agreed.At("minimumPayout"), terms.At("minimumPayout"))
                && agreed.Items("carries").Count == carries.Count
                && agreed.Items("carries").Zip(carries).All(pair => PayloadJson.Alike(pair.First, pair.Second.At("term"))),
            run.Entry, "figures.source-differs", "extras.terms", "Its terms of settlement are not those that were approved.", "其结算条款与所复核的不同。");
        work.Same(
            approved.Text("by", "person") != proposed.Text("by", "person"), source, "approval.same-person", "by",
            "The person who approved the terms of settlement proposed them.", "结算条款的复核人即提议人。");
        foreach (var carry in carries) Recovered(work, run, carry, pool);
    }

    // The last terms that were approved before the run and rule by the pool's last day; they were read again when it was proposed.
    private static void Newest(Reperforming work, CheckedRun run, long? no)
    {
        if (!run.Proposed(work)) return;
        var (own, last) = (run.Entry.Envelope, run.Payload.Day("pool", "period", "to"));
        var ruling = work.All("settlement_terms_approved.v1").Where(other => other.Envelope.Source == own.Source && other.Envelope.SourceNumber < own.SourceNumber)
            .Select(other => work.Before(other, "settlement_terms_proposed.v1").FirstOrDefault(proposed => proposed.Payload!.Value.Number("no") == other.Payload!.Value.Number("no"))?.Payload)
            .OfType<JsonElement>().Where(proposed => proposed.Text("agreementId") == run.Payload.Text("agreement", "agreementId") && proposed.Day("terms", "from") <= last)
            .OrderBy(proposed => proposed.Number("no")).Select(proposed => (JsonElement?)proposed).LastOrDefault();
        if (ruling is not { } found || found.Number("no") == no) return;
        var empty = found.Items("terms", "withholding").Count + found.Items("terms", "carries").Count == 0 && found.At("terms", "minimumPayout") is null;
        work.Same(
            empty && no is null, run.Entry, "figures.left-out", "extras.terms", $"The terms of settlement no. {found.Number("no")} rule, and the run does not apply them.", $"第 {found.Number("no")} 号结算条款适用而方案未采用。");
    }

    // What was recovered stands in the books; the settlement before says it, when it had the same carry.
    private static void Recovered(Reperforming work, CheckedRun run, JsonElement carry, JsonElement? pool)
    {
        var (party, recovered) = (carry.Named("term", "carried"), carry.Sure("recovered"));
        var expected = pool?.Number("no") == 1 ? Money.Zero(run.Currency) : null;
        if (expected is null && run.Payload.At("reserve", "source") is { } cited && Guid.TryParse(cited.Text("ev"), out var id) && work.Disclosed(id) is { } settled
            && CheckedRun.SettledBy(work, settled) is { } last
            && last.Payload.Items("extras", "terms", "carries").Where(other => other.Text("term", "carried") == party).Select(other => (JsonElement?)other).FirstOrDefault() is { } earlier)
        {
            expected = last.Payload.Items("deductions").Where(line => line.Text("kind") == "carry-repaid" && line.Text("party") == party)
                .Aggregate(earlier.Sure("recovered"), (sum, line) => sum + line.Sure("amount"));
        }

        if (expected == recovered) work.Linked();
        else if (pool?.Number("no") == 1)
            work.Differs(run.Entry, "figures.carried-differs", "extras.terms.carries", $"Nothing of what {party} owes its carriers can have been recovered before the first pool.", $"首个收益池之前不可能已收回 {party} 的代垫款。");
        else work.Apart(Before, $"{run.Name}/{party} ({recovered})");
    }

    // First the carriers' recovery by jv.carried-interest on the shares as they stand, then what is withheld of what is left, half up.
    private static IEnumerable<Deducted> Deductions(CheckedRun run, JsonElement? terms)
    {
        if (terms is not { } said) yield break;
        var currency = run.Currency;
        var zero = Money.Zero(currency);
        var left = run.Payload.Read<Dictionary<string, Money>>("result", "value", "shares") ?? throw new FormatException("'result.value.shares' cannot be read.");
        var open = said.Items("carries").Select(Carry).Where(carry => left.GetValueOrDefault(carry.Carried) is { Sign: > 0 }).ToList();
        var total = Money.Sum(left.Values, currency);
        if (open.Count > 0 && total.Sign > 0)
        {
            var figures = CarriedInterest.Apply(new CarriedInterestInput(
                currency, left.ToDictionary(share => share.Key, share => share.Value.Value * 100 / total.Value, StringComparer.Ordinal), open, zero, total)).Value;
            foreach (var (carry, after) in open.Zip(figures?.Carries ?? []))
            {
                var kept = after.Recovered - carry.RecoveredBefore;
                if (kept.IsZero) continue;
                foreach (var (carrier, amount) in LargestRemainder.Split(kept, carry.Carriers).Amounts)
                {
                    if (!amount.IsZero) yield return new Deducted("carry-repaid", carry.Carried, carrier, amount);
                    left[carrier] = (left.GetValueOrDefault(carrier) ?? zero) + amount;
                }

                left[carry.Carried] -= kept;
            }
        }

        foreach (var term in said.Items("withholding").OrderBy(term => term.Named("party"), StringComparer.Ordinal))
        {
            if (left.GetValueOrDefault(term.Named("party")) is not { Sign: > 0 } basis) continue;
            var amount = Money.FromRational(basis.Value * Rational.Parse(term.Named("rate")), currency, Rounding.HalfUp);
            if (!amount.IsZero) yield return new Deducted("withheld", term.Named("party"), null, amount);
        }

        Carry Carry(JsonElement carry) => new(
            carry.Named("term", "carried"), carry.Read<Dictionary<string, Rational>>("term", "carriers") ?? throw new FormatException("'carriers' cannot be read."),
            carry.Sure("term", "costs"), carry.Sure("recovered"), Rational.Parse(carry.Named("term", "penalty")));
    }

    private sealed record Deducted(string? Kind, string? Party, string? To, Money? Amount);
}
