using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>
/// What became of each party's cash: after deductions, what is in dispute, what it owed from before, and the least payout. What it owed or had
/// carried stands in the books of earlier settlements; the rest follows from the run.
/// </summary>
internal static class SettledPayouts
{
    private static readonly Text Earlier = new("What a party owed or had carried from earlier settlements", "成员自先前结算的欠款或结转额");

    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload, JsonElement computed)
    {
        var zero = Money.Zero(computed.Sure("pool", "amount").Currency);
        var least = computed.At("extras", "terms", "minimumPayout") is null ? null : computed.Sure("extras", "terms", "minimumPayout");
        var net = Net(computed, zero);
        if (!work.HasAllBefore(entry))
        {
            work.Apart(new("Objections to a run, and what is held of it", "对方案的异议及其挂账"), payload.Text("pool", "reference") ?? "");
            return;
        }

        var held = HeldLines.Of(work, entry, computed, net);
        if (payload.At("payouts") is null)
        {
            // All of it is payable or owed as it stands.
            work.Same(
                held.Values.All(amount => amount.IsZero) && computed.At("deductions") is null && (least is null || net.Values.All(cash => cash.Sign <= 0 || cash >= least)),
                entry, "figures.payouts-differ", "payouts", "Something was deducted or is in dispute, and the settlement does not say so.", "有扣减或争议金额，而结算未载明。");
            return;
        }

        var payouts = payload.Items("payouts");
        work.Same(
            payouts.Select(payout => payout.Text("party")).SequenceEqual(net.Keys, StringComparer.Ordinal), entry, "figures.payouts-differ", "payouts",
            "The settlement pays other parties than the run.", "结算所付成员与方案不同。");
        foreach (var payout in payouts.Where(payout => net.ContainsKey(payout.Named("party"))))
        {
            var party = payout.Named("party");
            var (setOff, forward, released) = (payout.Sure("setOff"), payout.Sure("carriedForward"), payout.Sure("released"));
            var left = Money.Max(net[party], zero) - (held.GetValueOrDefault(party) ?? zero) - setOff;
            work.Same(
                payout.Amount("net") == net[party] && payout.Amount("held") == (held.GetValueOrDefault(party) ?? zero) && setOff.Sign >= 0 && left.Sign >= 0 && released.Sign >= 0
                    && Forward(left, forward, released, least) && payout.Amount("payable") == left - forward + released,
                entry, "figures.payouts-differ", $"payouts ({party})", $"What is paid to {party} does not follow from the run.", $"付给 {party} 的金额与方案不符。");
            if (!setOff.IsZero || !released.IsZero) work.Apart(Earlier, $"{payload.Text("pool", "reference")}/{party} ({setOff}; {released})");
        }

        var said = string.Join("; ", payouts.Select(payout => $"{payout.Text("party")} {payout.Amount("payable")}"));
        work.Proven("proven.payouts", $"What became payable of pool {payload.Text("pool", "reference")}: {said}.", $"收益池 {payload.Text("pool", "reference")} 的应付款：{said}。");
    }

    // Too little is carried, and then nothing carried before is released; with enough, all that was carried is.
    private static bool Forward(Money left, Money forward, Money released, Money? least) => least is null
        ? forward.IsZero
        : forward.IsZero ? (left.IsZero && released.IsZero) || left + released >= least : forward == left && released.IsZero && left < least;

    private static SortedDictionary<string, Money> Net(JsonElement computed, Money zero)
    {
        var net = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var line in computed.Items("lines")) Add(line.Named("party"), line.Sure("cash"));
        foreach (var line in computed.Items("deductions"))
        {
            Add(line.Named("party"), -line.Sure("amount"));
            if (line.Text("to") is { } carrier) Add(carrier, line.Sure("amount"));
        }

        return net;

        void Add(string party, Money amount) => net[party] = (net.GetValueOrDefault(party) ?? zero) + amount;
    }
}
