using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Running.SampleJourney;

namespace Ledger.Distribution.Tests.Running;

/// <summary>What was settled is corrected by pairs on an open day, previewed and approved; closed books stay closed.</summary>
public sealed class CorrectionTests(RunningDistribution running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replaced_value_is_booked_as_reversal_and_rebill_by_a_second_person()
    {
        var journey = new SampleJourney(running, "corrected");
        await journey.BeginAsync();
        var (run, hash) = await journey.ProposeAsync(await journey.DeclareAsync());
        await journey.SettleAsync(run, hash);
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        await RefusedAsync(officer, "adjustments", new { AgreementId = TaihuAgreement.Id, On = "2026-03-01" }, "adjustment.nothing");
        await DoneAsync(approver, "journal/closes", new { AgreementId = TaihuAgreement.Id, UpTo = "2025-12-31" });
        await journey.ReplaceAsync("S-teaching", "80000.00", "0.00");

        await RefusedAsync(officer, "adjustments", new { AgreementId = TaihuAgreement.Id, On = "2025-12-31" }, "journal.period-closed", field: "on");
        var correction = await DoneAsync(officer, "adjustments", new { AgreementId = TaihuAgreement.Id, On = "2026-03-01" });
        Assert.Contains(correction.ToString(), (await approver.GetFromJsonAsync<JsonElement>($"adjustments/prepared?agreement={TaihuAgreement.Id}", Ct)).GetProperty("items").EnumerateArray().Select(waiting => waiting.GetProperty("id").GetString()));
        Assert.Empty((await approver.GetFromJsonAsync<JsonElement>("adjustments/prepared?agreement=another", Ct)).GetProperty("items").EnumerateArray());
        var view = await officer.GetFromJsonAsync<JsonElement>($"adjustments/{correction}", Ct);
        var item = view.GetProperty("prepared").GetProperty("items")[0];
        // The figures of AdjustmentTests, by hand there.
        Assert.Equal(
            ["E1 14118.79", "E2 2359.99", "S -16478.78"],
            item.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("party").GetString()} {line.GetProperty("amount").GetProperty("amount").GetString()}"));
        var approved = view.GetProperty("prepared").GetProperty("hash").GetString();
        await RefusedAsync(approver, $"adjustments/{correction}/booking", new { Hash = new string('0', 64) }, "adjustment.changed", field: "hash");
        await DoneAsync(approver, $"adjustments/{correction}/booking", new { Hash = approved });
        var told = await running.ToldAsync<Ledger.Contracts.V1.SettlementCorrected>(message => message.CorrectionId.ToString() == correction);
        Assert.Equal((TaihuAgreement.Id, 1, new DateOnly(2026, 3, 1), "0.00"), (told.AgreementId, told.No, told.BookedOn, told.Reserve.Amount));
        var restated = Assert.Single(told.Runs);
        Assert.Equal(["14118.79", "2359.99", "-16478.78"], restated.Lines.Select(line => line.Difference.Amount));
        Assert.Equal("72000.00", restated.Basis!.Accepted.Single(value => value.Party == "S").Accepted.Amount);
        Assert.Equal("-267114.10", await journey.BalanceAsync("cash:party:E1:payable"));
        Assert.Equal("-180356.83", await journey.BalanceAsync("cash:party:S:payable"));
        Assert.Equal("-252995.31", await journey.BalanceAsync("cash:party:E1:payable", "&on=2025-12-31"));
        Assert.Equal("0.00", await journey.BalanceAsync("cash:pool:2025"));
        var trial = await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance", Ct);
        Assert.All(trial.GetProperty("totals").EnumerateArray(), total => Assert.Equal("0.00", total.GetProperty("difference").GetProperty("amount").GetString()));
        Assert.Empty((await officer.GetFromJsonAsync<JsonElement>($"adjustments?agreement={TaihuAgreement.Id}", Ct)).GetProperty("pending").EnumerateArray());
        await RefusedAsync(officer, $"adjustments/{correction}/withdrawal", new { }, "adjustment.booked");

        // No reversal of a reversal: what is wrong with a correction is corrected by a further one.
        var journal = (await officer.GetFromJsonAsync<JsonElement>("journal?book=cash", Ct)).GetProperty("items").EnumerateArray().ToList();
        var reversed = journal.Single(entry => entry.GetProperty("kind").GetString() == "settlement-reversed").GetProperty("id").GetString();
        await RefusedAsync(officer, $"journal/entries/{reversed}/reversal", new { Reason = "x", On = "2026-03-02" }, "journal.reversal-of-reversal");
        await journey.ReplaceAsync("S-teaching", "0.00", "80000.00", 3);
        var back = await DoneAsync(officer, "adjustments", new { AgreementId = TaihuAgreement.Id, On = "2026-04-01" });
        var again = (await officer.GetFromJsonAsync<JsonElement>($"adjustments/{back}", Ct)).GetProperty("prepared").GetProperty("hash").GetString();
        await DoneAsync(approver, $"adjustments/{back}/booking", new { Hash = again });
        Assert.Equal("-252995.31", await journey.BalanceAsync("cash:party:E1:payable"));
        // The book in kind shows each value on both sides, and no day before the decision other balances than it did.
        Assert.Equal("-152000.00", await journey.BalanceAsync("in-kind:party:S:contributed"));
        Assert.Equal("-152000.00", await journey.BalanceAsync("in-kind:party:S:contributed", "&on=2026-01-31"));
    }

    [Fact]
    public async Task Entries_of_persons_wait_for_a_second_one_and_keep_every_rule_of_the_books()
    {
        var journey = new SampleJourney(running, "by-hand");
        await journey.BeginAsync();
        await journey.DeclareAsync();
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        using var maker = await running.AsAsync("G", journey.Tenant, "finance-officer", "approver");
        await RefusedAsync(officer, "journal/entries", Entry("e1", "bank", "5.00", "fees", "4.99"), "journal.unbalanced", 422, field: "lines");
        await RefusedAsync(officer, "journal/entries", Entry("e1", "bank", "5.00", "nowhere", "5.00"), "journal.account-unknown", 422, field: "lines[1].account");
        await RefusedAsync(officer, "journal/entries", Entry("e1", "fees", "5.00", "bank", "600000.01", "600000.01"), "journal.overdrawn");
        await RefusedAsync(officer, "journal/entries", Entry("e1", "fees", "5.00", "bank", "5.00", currency: "USD"), "journal.currency-without-rate", 422, field: "lines[0].amount.currency");
        var first = await DoneAsync(officer, "journal/entries", Entry("e1", "fees", "400000.00", "bank", "400000.00"));
        Assert.Equal(first, await DoneAsync(officer, "journal/entries", Entry("e1", "fees", "400000.00", "bank", "400000.00")));
        Assert.Equal([first.ToString()], (await officer.GetFromJsonAsync<JsonElement>("journal/waiting", Ct)).EnumerateArray().Select(entry => entry.GetProperty("id").GetString()));
        Assert.Empty((await officer.GetFromJsonAsync<JsonElement>("journal/waiting?agreement=another", Ct)).EnumerateArray());
        await RefusedAsync(officer, "journal/entries", Entry("e1", "fees", "1.00", "bank", "1.00"), "journal.entry-exists", field: "reference");
        // What waits is held: 200,000.00 are left.
        await RefusedAsync(officer, "journal/entries", Entry("e2", "fees", "200000.01", "bank", "200000.01"), "journal.overdrawn");
        Assert.Equal("600000.00", await journey.BalanceAsync("cash:consortium:bank"));
        await RefusedAsync(maker, $"journal/entries/{first}/posting", new { }, "journal.maker-posts", 403);
        await DoneAsync(approver, $"journal/entries/{first}/posting", new { });
        Assert.Equal("200000.00", await journey.BalanceAsync("cash:consortium:bank"));
        await RefusedAsync(officer, $"journal/entries/{first}/void", new { Reason = "x" }, "journal.posted");

        var second = await DoneAsync(officer, "journal/entries", Entry("e2", "fees", "200000.00", "bank", "200000.00"));
        await DoneAsync(officer, $"journal/entries/{second}/void", new { Reason = "Not needed." });
        await RefusedAsync(approver, $"journal/entries/{second}/posting", new { }, "journal.voided");
        var mirror = await DoneAsync(officer, $"journal/entries/{first}/reversal", new { Reason = "Wrong account.", On = "2026-02-02" });
        await DoneAsync(approver, $"journal/entries/{mirror}/posting", new { });
        Assert.Equal("600000.00", await journey.BalanceAsync("cash:consortium:bank"));
        await RefusedAsync(officer, $"journal/entries/{mirror}/reversal", new { Reason = "x", On = "2026-02-03" }, "journal.reversal-of-reversal");
        await RefusedAsync(officer, $"journal/entries/{first}/reversal", new { Reason = "x", On = "2026-02-03" }, "journal.already-reversed");
        await RefusedAsync(approver, "journal/closes", new { AgreementId = TaihuAgreement.Id, UpTo = "2025-12-31" }, "journal.pool-open");
        await DoneAsync(approver, "journal/closes", new { AgreementId = TaihuAgreement.Id, UpTo = "2025-06-30" });
        await RefusedAsync(officer, "journal/entries", Entry("e3", "fees", "1.00", "bank", "1.00", on: "2025-06-30"), "journal.period-closed", field: "on");
        var foreign = await DoneAsync(officer, "journal/entries", Entry("e4", "fees", "10.00", "bank", "10.00", currency: "USD", rate: true));
        await DoneAsync(approver, $"journal/entries/{foreign}/posting", new { });
        // 10 x 7.1884, rounded half up.
        Assert.Equal("71.88", await journey.BalanceAsync("cash:consortium:fees"));
    }

    [Fact]
    public async Task Many_who_spend_one_account_at_once_never_overdraw_it()
    {
        var journey = new SampleJourney(running, "spending");
        await journey.BeginAsync();
        await journey.DeclareAsync();
        using var officer = await journey.OfficerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Ledger.Tests.Running.ServiceUnderTest.SendAsync(
            officer, "journal/entries", Entry($"e{i}", "fees", "100000.00", "bank", "100000.00"))));
        Assert.Equal(6, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal("journal.overdrawn", answer.Body.GetProperty("code").GetString()));
    }

    private static object Entry(
        string reference, string debit, string amount, string credit, string other, string? first = null, string currency = "CNY", string on = "2026-02-01", bool rate = false) => new
    {
        Reference = reference, AgreementId = TaihuAgreement.Id, Book = "cash", On = on, Narrative = new { En = "By hand", Zh = "手工" },
        Lines = new[] { Line(debit, "debit", first ?? amount, currency, rate), Line(credit, "credit", other, currency, rate) },
    };

    private static object Line(string name, string side, string amount, string currency, bool rate) => new
    {
        Account = new { Book = "cash", Holder = "consortium", Name = name }, Side = side, Amount = new { amount, currency },
        Rate = rate ? new { Rate = "7.1884", On = "2026-02-01", Source = "Central bank" } : null,
    };
}
