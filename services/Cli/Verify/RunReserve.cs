using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Verify;

/// <summary>The reserve before a run is what the settlement before it left, and what was booked in between, as far as that is disclosed.</summary>
internal static class RunReserve
{
    private static readonly Text Settlement = new("What the reserve held before", "期初准备金");

    public static void Check(Reperforming work, CheckedRun run, JsonElement? pool)
    {
        var name = $"{run.Name} ({run.Opening})";
        if (run.Payload.At("reserve", "source") is not { } cited)
        {
            // Nothing was settled before. What it holds all the same was booked by hand.
            if (pool?.Number("no") != 1) work.Open("open.reserve",
                $"That no settlement came before pool {run.Name}, so that its reserve began at {run.Opening}.", $"收益池 {run.Name} 之前没有结算，其准备金期初为 {run.Opening}。");
            else if (!run.Opening.IsZero && Booked(work, run, -1) != run.Opening) Unexplained(work, run, Money.Zero(run.Currency));
            else work.Linked();
            return;
        }

        if (work.Source(run.Entry, cited, "reserve.source", Settlement, name) is not { Payload: { } settled } source) return;
        if (source.Envelope.Type != "run_settled.v1" || settled.Text("agreementId") != run.Payload.Text("agreement", "agreementId"))
        {
            work.Differs(run.Entry, "figures.source-differs", "reserve.source", "The reserve before rests on no settlement of the agreement.", "期初准备金并非依据该协议的结算。");
            return;
        }

        var closing = settled.Sure("movement", "closing");
        var booked = Booked(work, run, source.Envelope.SourceNumber);
        if (run.Opening == closing || (booked is not null && run.Opening == closing + booked)) work.Linked();
        else Unexplained(work, run, closing);
    }

    // Honest books differ by corrections and entries by hand, which a run does not cite: it is said, with the amounts.
    private static void Unexplained(Reperforming work, CheckedRun run, Money before) => work.Open("open.reserve",
        $"That the reserve held {run.Opening} before pool {run.Name}: the settlement before left {before}, and what was booked in between is not in the bundle or does not come to the difference of {run.Opening - before}.",
        $"收益池 {run.Name} 之前准备金为 {run.Opening}：上一次结算余额为 {before}，其间入账不在证据包中，或与差额 {run.Opening - before} 不符。");

    // What disclosed entries of the journal since an event of this service put into the reserve: settlements of other pools, corrections, entries by hand.
    private static Money? Booked(Reperforming work, CheckedRun run, long since)
    {
        var sum = Money.Zero(run.Currency);
        var own = run.Entry.Envelope;
        var settled = work.All("run_settled.v1").FirstOrDefault(other => other.Envelope.Source == own.Source && other.Envelope.SourceNumber == since)?.Envelope.Stream.ToString();
        foreach (var entry in work.All("journal_entry_posted.v1").Where(other => other.Envelope.Source == own.Source))
        {
            var (no, posted) = (entry.Envelope.SourceNumber, entry.Payload!.Value);
            if (no <= since || no >= own.SourceNumber || posted.Text("agreementId") != run.Payload.Text("agreement", "agreementId")) continue;
            // A settlement's own entries come after it, and are in what it left.
            if (settled is not null && posted.Text("runId") == settled && posted.Text("kind") is not ("settlement-reversed" or "settlement-rebilled")) continue;
            foreach (var line in posted.Items("lines").Where(line => line.Text("account", "holder") == "reserve"))
            {
                if (line.Amount("amount") is not { } amount || amount.Currency != run.Currency) return null;
                sum += line.Text("side") == "credit" ? amount : -amount;
            }
        }

        return sum;
    }
}
