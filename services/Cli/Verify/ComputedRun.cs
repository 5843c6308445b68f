using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A computed run: its waterfall was fed with what it lists, its lines are the waterfall's shares and the losses, and all of it sums.</summary>
internal static class ComputedRun
{
    private sealed record Charged(string? Party, string? Payer, Money? Amount);

    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        if (payload.Amount("pool", "amount") is not { } pool || payload.Amount("movement", "opening") is not { } opening)
        {
            work.Differs(entry, "figures.unreadable", "pool", "The run names no pool or no reserve.", "该方案未载明收益池或准备金。");
            return;
        }

        var lists = work.Before(entry, "run_inputs_listed.v1").Select(other => other.Payload!.Value).Append(payload).ToList();
        Inputs(work, entry, payload, pool, lists);
        var payments = lists.SelectMany(list => list.Items("lists", "charges")).SelectMany(charge => charge.Items("payments"))
            .Select(line => new Charged(line.Text("party"), line.Text("payer"), line.Amount("amount"))).ToList();
        Lines(work, entry, payload, pool.Currency, payments);

        var (movement, currency) = (payload.At("movement")!.Value, pool.Currency);
        var drawn = Sum(payments.Where(payment => payment.Payer is null).Select(payment => payment.Amount), currency);
        var cash = Sum(payload.Items("lines").Select(line => line.Amount("cash")), currency);
        work.Same(
            movement.Amount("funded") is { } funded && funded == payload.Amount("result", "value", "reserve")
                && movement.Amount("drawn") is { } out1 && out1 == drawn && movement.Amount("closing") is { } closing
                && opening + funded - out1 == closing && opening == payload.Amount("reserve", "opening"),
            entry, "figures.reserve-differs", "movement", "The reserve does not move as computed.", "准备金变动与计算不符。");
        work.Same(
            cash is not null && movement.Amount("closing") is { } after && cash + after == pool + opening,
            entry, "figures.sum-differs", "lines", "Cash and closing reserve do not sum to pool and opening reserve.", "现金与期末准备金之和不等于收益池与期初准备金之和。");
        Sources(work, entry, lists);
    }

    // The waterfall ran on this pool and on the sum of each participant's accepted values; a funder's value has no part in it.
    private static void Inputs(Reperforming work, ProvenEntry entry, JsonElement payload, Money pool, List<JsonElement> lists)
    {
        work.Same(
            payload.Amount("result", "value", "pool") == pool, entry, "figures.pool-differs", "result",
            "The waterfall distributes another amount than the pool.", "分配规则所分数额与收益池不同。");
        var accepted = lists.SelectMany(list => list.Items("lists", "values")).GroupBy(value => value.Text("party") ?? "", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Sum(group.Select(value => value.Amount("accepted")), pool.Currency)?.Amount, StringComparer.Ordinal);
        var used = payload.At("result", "inputs", "accepted") is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal)
            : [];
        var participants = payload.Items("result", "inputs", "participants").Select(party => party.GetString() ?? "");
        work.Same(
            used.Keys.Union(participants, StringComparer.Ordinal).All(party =>
                Plain(used.GetValueOrDefault(party), pool.Currency) == (accepted.GetValueOrDefault(party) ?? Money.Zero(pool.Currency).Amount)),
            entry, "figures.accepted-differs", "result.inputs.accepted",
            "The waterfall counts other accepted values than the run lists.", "分配规则所用认定价值与方案所列不同。");
    }

    private static void Lines(Reperforming work, ProvenEntry entry, JsonElement payload, Currency currency, List<Charged> payments)
    {
        var zero = Money.Zero(currency);
        var shares = payload.At("result", "value", "shares") is { ValueKind: JsonValueKind.Object } map ? map : default;
        var named = payload.Items("lines").Select(line => line.Text("party")).ToHashSet(StringComparer.Ordinal);
        work.Same(
            shares.ValueKind == JsonValueKind.Object && shares.EnumerateObject().All(share => named.Contains(share.Name)),
            entry, "figures.line-missing", "lines", "A party with a share has no line.", "有份额的成员没有对应条目。");
        foreach (var line in payload.Items("lines"))
        {
            var party = line.Text("party") ?? "";
            var share = shares.Amount(party) ?? zero;
            var received = Sum(payments.Where(payment => payment.Party == party).Select(payment => payment.Amount), currency);
            var paid = Sum(payments.Where(payment => payment.Payer == party).Select(payment => payment.Amount), currency);
            work.Same(
                line.Amount("share") == share && received is not null && line.Amount("received") == received && paid is not null
                    && line.Amount("paid") == paid && line.Amount("cash") == share + received - paid,
                entry, "figures.line-differs", $"lines ({party})", $"The line of {party} does not follow from the inputs.", $"{party} 的条目与输入不符。");
        }
    }

    // Each value and each loss is what its own event says, where that is disclosed.
    private static void Sources(Reperforming work, ProvenEntry entry, List<JsonElement> lists)
    {
        foreach (var value in lists.SelectMany(list => list.Items("lists", "values")))
        {
            if (Source(work, value.At("source")) is not { } source)
            {
                work.Apart();
                continue;
            }

            work.Same(
                value.Amount("accepted") is { } accepted && accepted == source.Amount("accepted") && value.Text("party") == source.Text("party"),
                entry, "figures.source-differs", "lists.values",
                $"The value of {value.Text("reference")} is not the one that was accepted.", $"{value.Text("reference")} 的价值与所认定的不同。");
        }

        foreach (var charge in lists.SelectMany(list => list.Items("lists", "charges")))
        {
            var cited = charge.At("source") ?? charge.Items("parties").Select(party => party.At("source")).FirstOrDefault();
            if (Source(work, cited) is not { } source)
            {
                work.Apart();
                continue;
            }

            work.Same(
                AllocatedLoss.Same(Payments(charge), Payments(source)) && charge.Amount("loss") == source.Amount("loss"),
                entry, "figures.source-differs", "lists.charges",
                $"The payments of the loss {charge.Text("reference")} are not those that were allocated.", $"损失 {charge.Text("reference")} 的赔付与所分摊的不同。");
        }
    }

    private static IEnumerable<Charged> Payments(JsonElement value) =>
        value.Items("payments").Select(line => new Charged(line.Text("party"), line.Text("payer"), line.Amount("amount")));

    private static JsonElement? Source(Reperforming work, JsonElement? cited) =>
        cited is { } reference && Guid.TryParse(reference.Text("ev"), out var id) ? work.Disclosed(id)?.Payload : null;

    private static string? Plain(JsonElement value, Currency currency) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object => value.Text("amount"),
        _ => Money.Zero(currency).Amount,
    };

    private static Money? Sum(IEnumerable<Money?> amounts, Currency currency)
    {
        var sum = Money.Zero(currency);
        foreach (var amount in amounts)
        {
            if (amount is null || amount.Currency != currency) return null;
            sum += amount;
        }

        return sum;
    }
}
