using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>The pool of a run is the one that was declared.</summary>
internal static class RunPool
{
    private static readonly Text Pool = new("What is shared", "所分配的收益");

    /// <summary>Checks it; the declaration, or null when it is not disclosed.</summary>
    public static JsonElement? Check(Reperforming work, CheckedRun run)
    {
        if (work.Source(run.Entry, run.Payload.At("pool", "source"), "pool.source", Pool, $"{run.Name} ({run.Pool})") is not { } source) return null;
        var declared = source.Payload!.Value;
        var said = declared.At("declaration");
        work.Same(
            source.Envelope.Type == "pool_declared.v1" && source.Envelope.Stream.ToString() == run.Payload.Text("pool", "poolId")
                && Alike("reference") && Alike("period") && Alike("amount") && Alike("coalition") && Alike("byKind")
                && said?.Text("agreementId") == run.Payload.Text("agreement", "agreementId"),
            run.Entry, "figures.pool-differs", "pool", "The run shares another pool than was declared.", "该方案所分配的收益池与所申报的不同。");
        return source.Envelope.Type == "pool_declared.v1" ? declared : null;

        bool Alike(string member) => PayloadJson.Alike(said?.At(member), run.Payload.At("pool", member));
    }

    /// <summary>A pool that collected benefits comes to their sum; what it says of its kinds is theirs.</summary>
    public static void Declared(Reperforming work, ProvenEntry entry, JsonElement declared)
    {
        var amount = declared.Sure("declaration", "amount");
        var name = declared.Text("declaration", "reference") ?? "";
        if (work.Before(entry, "pool_opened.v1").FirstOrDefault()?.Payload is not { } opened)
        {
            // Declared at once, its amount rests on papers; else what came before it in its stream is not here.
            if (!work.HasAllBefore(entry)) work.Apart(new("Benefits of a pool", "收益池所含收益"), $"{name} ({amount})");
            return;
        }

        if (!work.HasAllBefore(entry))
        {
            work.Apart(new("Benefits of a pool", "收益池所含收益"), $"{name} ({amount})");
            return;
        }

        var money = work.Before(entry, "benefit_recorded.v1").Select(other => other.Payload!.Value).Where(benefit => benefit.Text("kind") != "in-kind").ToList();
        var kinds = money.GroupBy(benefit => benefit.Named("kind"), StringComparer.Ordinal).ToDictionary(group => group.Key, group => Sum(group), StringComparer.Ordinal);
        var said = declared.Items("declaration", "byKind").ToDictionary(kind => kind.Named("kind"), kind => kind.Sure("amount"), StringComparer.Ordinal);
        work.Same(
            Sum(money) == amount && said.Count == kinds.Count && kinds.All(kind => said.GetValueOrDefault(kind.Key) == kind.Value)
                && PayloadJson.Alike(opened.At("period"), declared.At("declaration", "period")) && PayloadJson.Alike(opened.At("coalition"), declared.At("declaration", "coalition"))
                && opened.Text("agreementId") == declared.Text("declaration", "agreementId") && opened.Text("reference") == name,
            entry, "figures.pool-differs", "declaration", "The pool is not what was recorded in it.", "收益池与其所记录的收益不符。");

        Money Sum(IEnumerable<JsonElement> benefits) => benefits.Aggregate(Money.Zero(amount.Currency), (sum, benefit) => sum + benefit.Sure("amount"));
    }
}
