using System.Net.Http.Json;
using System.Text.Json;
using static Ledger.Distribution.Tests.Running.SettledSample;

namespace Ledger.Distribution.Tests.Running;

/// <summary>
/// How payments ended by hand, over HTTP on a real PostgreSQL. Payable of Sample A: E1 262,995.31, E2 105,469.08, S 196,835.61; 600,000.00 in the bank.
/// </summary>
public sealed class ManualOutcomeTests(RunningDistribution running)
{
    private const string Tenant = "by-hand-paid";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Amounts_and_fees_that_the_bank_changed_are_booked_as_two_persons_say()
    {
        var run = await SettleAsync(running, Tenant);
        using var officer = await running.AsAsync("G", Tenant, "finance-officer");
        using var approver = await running.PersonAsync("checker", "REG", Tenant, "approver");
        await new PaymentFlowTests(running).AccountsAsync(officer, approver, Tenant);
        var batch = await DoneAsync(officer, "payments/batches", PaymentFlowTests.Batch("B1", run));
        var hash = (await officer.GetFromJsonAsync<JsonElement>($"payments/batches/{batch}", Ct)).GetProperty("hash").GetString();
        await DoneAsync(approver, $"payments/batches/{batch}/approval", new { BatchHash = hash });
        var payments = (await officer.GetFromJsonAsync<JsonElement>($"payments/batches/{batch}", Ct)).GetProperty("payments").EnumerateArray()
            .ToDictionary(payment => payment.GetProperty("party").GetString()!, payment => payment.GetProperty("paymentId").GetString()!);

        await RefusedAsync(officer, $"payments/{Guid.NewGuid()}/outcomes", Said("paid", "1.00"), 404, "payment.unknown");
        await RefusedAsync(officer, $"payments/{payments["E1"]}/outcomes", Said("paid", "262995.32"), 409, "payment.outcome-amount");
        await RefusedAsync(officer, $"payments/{payments["E1"]}/outcomes", Said("paid", "262965.31", "20.00", bears: true), 409, "payment.outcome-amount");
        await RefusedAsync(officer, $"payments/{payments["E1"]}/outcomes", Said("failed", "1.00"), 409, "payment.outcome-amount");
        await RefusedAsync(officer, $"payments/{payments["E1"]}/outcomes", Said("returned", "262995.31"), 409, "payment.outcome-contradicts");
        await RefusedAsync(officer, $"payments/{payments["E1"]}/outcomes", Said("paid", "262995.31", on: 2), 422, "payment.outcome-day");
        await RefusedAsync(officer, $"payments/{payments["E1"]}/outcomes", Said("paid", "262995.31", hash: "xyz"), 422, "evidence.hash-malformed");
        await RefusedAsync(approver, $"payments/{payments["E1"]}/outcomes", Said("paid", "262995.31"), 403, "role.missing");

        // E1 bears 30.00 of its payment; at E2 30.00 are missing and the bank took 15.00 beside: both are the consortium's.
        await ConfirmAsync(officer, approver, payments["E1"], Said("paid", "262965.31", "30.00", bears: true));
        await ConfirmAsync(officer, approver, payments["E2"], Said("paid", "105439.08", "15.00"));
        Assert.Equal("0.00", await PaymentFlowTests.BalanceAsync(officer, "cash:party:E1:in-transit"));
        Assert.Equal("0.00", await PaymentFlowTests.BalanceAsync(officer, "cash:party:E1:payable"));
        Assert.Equal("-30.00", await PaymentFlowTests.BalanceAsync(officer, "cash:party:E2:payable"));
        Assert.Equal("15.00", await PaymentFlowTests.BalanceAsync(officer, "cash:consortium:fees"));
        // 600,000.00 - 262,995.31 - 105,454.08.
        Assert.Equal("231550.61", await PaymentFlowTests.BalanceAsync(officer, "cash:consortium:bank"));

        // S is refused with a fee of 5.00, said by one and refused by another first.
        var outcome = await DoneAsync(officer, $"payments/{payments["S"]}/outcomes", Said("failed", "0.00", "5.00"));
        await RefusedAsync(officer, $"payments/{payments["S"]}/outcomes", Said("paid", "196835.61"), 409, "payment.outcome-waits");
        var (_, said) = await ViewAsync(officer, outcome);
        using (var same = await running.AsAsync("G", Tenant, "approver"))
            await RefusedAsync(same, $"payments/outcomes/{outcome}/decision", new { Confirms = true, Hash = said }, 403, "payment.outcome-maker");
        await RefusedAsync(approver, $"payments/outcomes/{outcome}/decision", new { Confirms = true, Hash = new string('0', 64) }, 409, "payment.outcome-changed");
        await RefusedAsync(approver, $"payments/outcomes/{outcome}/decision", new { Confirms = false, Hash = said }, 422, "input.missing");
        await DoneAsync(approver, $"payments/outcomes/{outcome}/decision", new { Confirms = false, Hash = said, Reason = "Not on the slip." });
        await RefusedAsync(approver, $"payments/outcomes/{outcome}/decision", new { Confirms = true, Hash = said }, 409, "payment.outcome-decided");
        await ConfirmAsync(officer, approver, payments["S"], Said("failed", "0.00", "5.00"));
        await RefusedAsync(officer, $"payments/{payments["S"]}/outcomes", Said("paid", "196835.61"), 409, "payment.outcome-contradicts");
        Assert.Equal("-196835.61", await PaymentFlowTests.BalanceAsync(officer, "cash:party:S:payable"));
        Assert.Equal("20.00", await PaymentFlowTests.BalanceAsync(officer, "cash:consortium:fees"));

        // What E2 got comes back less 10.00.
        await RefusedAsync(officer, $"payments/{payments["E2"]}/outcomes", Said("returned", "105459.08", "10.00"), 409, "payment.outcome-amount");
        await ConfirmAsync(officer, approver, payments["E2"], Said("returned", "105429.08", "10.00"));
        Assert.Equal("-105469.08", await PaymentFlowTests.BalanceAsync(officer, "cash:party:E2:payable"));
        Assert.Equal("30.00", await PaymentFlowTests.BalanceAsync(officer, "cash:consortium:fees"));
        Assert.Equal("336974.69", await PaymentFlowTests.BalanceAsync(officer, "cash:consortium:bank"));
        var reconciliation = await officer.GetFromJsonAsync<JsonElement>("payments/reconciliation", Ct);
        Assert.True(reconciliation.GetProperty("agrees").GetBoolean());
    }

    private static async Task ConfirmAsync(HttpClient officer, HttpClient approver, string payment, object said)
    {
        var outcome = await DoneAsync(officer, $"payments/{payment}/outcomes", said);
        Assert.Equal(outcome, await DoneAsync(officer, $"payments/{payment}/outcomes", said));
        var (_, hash) = await ViewAsync(officer, outcome);
        await DoneAsync(approver, $"payments/outcomes/{outcome}/decision", new { Confirms = true, Hash = hash });
        await DoneAsync(approver, $"payments/outcomes/{outcome}/decision", new { Confirms = true, Hash = hash });
    }

    private static async Task<(JsonElement View, string? Hash)> ViewAsync(HttpClient officer, string outcome)
    {
        var view = (await officer.GetFromJsonAsync<JsonElement>("payments/outcomes", Ct)).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == outcome);
        return (view, view.GetProperty("hash").GetString());
    }

    private static object Said(string outcome, string received, string? fee = null, bool bears = false, int on = 0, string? hash = null) => new
    {
        Outcome = outcome, On = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(on).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Received = Cny(received), Fee = fee is null ? null : Cny(fee), PartyBearsFee = bears, Reason = "By the bank's slip.",
        Evidence = new { Reference = "slip-1", Sha256 = hash ?? new string('a', 64) },
    };
}
