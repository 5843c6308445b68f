using System.Net;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;
using Microsoft.Extensions.DependencyInjection;
using static Ledger.Tests.Running.ServiceUnderTest;
using static Ledger.Valuation.Tests.Running.RunningRevaluations;
using ContributionVerified = Ledger.Contracts.V1.ContributionVerified;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Values that fall due, portfolio runs and months of use over HTTP on a real PostgreSQL; the figures are computed by hand.</summary>
public sealed class RevaluationHttpTests(RunningRevaluations running) : IClassFixture<RunningRevaluations>
{
    private static readonly object Curve = new { Method = "straight-line", LifeYears = 10, Salvage = "0.05" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_previewed_confirmed_carried_out_and_told()
    {
        await running.AgreedAsync("runs");
        var machines = await running.AcceptedAsync("runs", 2);
        await running.AcceptedAsync("runs", 1, kind: ContributionKind.Space);
        await running.AcceptedAsync("runs", 1, party: "E2");
        using var valuer = await running.PersonAsync("he", "V", "runs", "valuer", "approver");
        using var approver = await running.AsAsync("G", "runs", "approver");

        var order = Order("2026-q1") with { Filter = new { Party = "E1" } };
        var (status, run) = await SendAsync(valuer, "revaluations", order);
        Assert.True(status == 201, run.ToString());
        Assert.Equal(("previewed", 3, "1680000.00", "1520400.00"), (run.GetProperty("stage").GetString(), run.GetProperty("lines").GetInt32(),
            Amount(run.GetProperty("totals")[0], "old"), Amount(run.GetProperty("totals")[0], "new")));
        var path = $"revaluations/{run.GetProperty("id").GetGuid()}";
        var lines = (await GetAsync(approver, $"{path}/lines")).GetProperty("items").EnumerateArray().ToList();
        var refused = Assert.Single(lines, line => line.TryGetProperty("code", out _));
        Assert.Equal(("appraisal.method-not-agreed", "space"), (refused.GetProperty("code").GetString(), refused.GetProperty("kind").GetString()));
        Assert.All(lines.Except([refused]), line => Assert.Equal(("840000.00", "760200.00", "-79800.00"), (Amount(line, "old"), Amount(line, "new"), Amount(line, "difference"))));
        Assert.Single((await GetAsync(approver, $"{path}/lines?refused=true")).GetProperty("items").EnumerateArray());
        Assert.Equal(0, await running.CountAsync("runs", "select count(*) from mt_events where tenant_id = 'runs' and type in ('value_replaced.v1', 'revaluation_proposed.v1')"));

        var hash = run.GetProperty("previewHash").GetString();
        Assert.Equal("revaluation-run.maker-confirms", Code((await SendAsync(valuer, $"{path}/confirmation", new { PreviewHash = hash })).Body));
        Assert.Equal("revaluation-run.preview-changed", Code((await SendAsync(approver, $"{path}/confirmation", new { PreviewHash = "0" })).Body));
        // One more machine meets the filter: what was read is no longer what would happen.
        await running.AcceptedAsync("runs", 1);
        Assert.Equal((409, "revaluation-run.preview-stale"), Answer(await SendAsync(approver, $"{path}/confirmation", new { PreviewHash = hash })));
        (_, run) = await SendAsync(valuer, "revaluations", order with { Reference = "2026-q1-b" });
        path = $"revaluations/{run.GetProperty("id").GetGuid()}";
        hash = run.GetProperty("previewHash").GetString();
        Assert.Equal("role.missing", Code((await SendAsync(await running.AsAsync("E1", "runs", "contributor"), $"{path}/confirmation", new { PreviewHash = hash })).Body));
        Assert.Equal(200, (await SendAsync(approver, $"{path}/confirmation", new { PreviewHash = hash })).Status);
        Assert.Equal(200, (await SendAsync(approver, $"{path}/confirmation", new { PreviewHash = hash })).Status);

        var ended = await EndedAsync(approver, path);
        Assert.Equal((3, 0, 0, 0), (Count(ended, "replaced"), Count(ended, "proposed"), Count(ended, "refused"), ended.GetProperty("remaining").GetInt32()));
        Assert.Equal(3, (await GetAsync(approver, $"{path}/lines?refused=false")).GetProperty("items").EnumerateArray().Count(line => line.GetProperty("outcome").GetString() == "replaced"));
        var told = await running.ToldAsync<Ledger.Contracts.V1.ValueReplaced>(message => message.AppraisalId == machines[0]);
        Assert.Equal((2, "840000.00", "760200.00", "-79800.00", new DateOnly(2026, 3, 1), "revaluation"),
            (told.Number, told.Replaced.Amount, told.Accepted.Amount, told.Difference.Amount, told.ValidFrom, told.Cause));
        // A snapshot of each, which anybody performs again.
        var snapshot = ValuationSnapshot.Read(await GetAsync(approver, $"appraisals/{machines[0]}/values/2/snapshot")).Value!;
        Assert.True(SnapshotReperformance.Of(snapshot).Same);
        Assert.Equal(("revaluation.depreciation", "760200.00"), (snapshot.Result.RuleId, snapshot.Value.Amount));
        Assert.Equal("revaluation-run.not-open", Code((await SendAsync(valuer, $"{path}/cancellation", new { Reason = RevaluationSamples.Why })).Body));
        Assert.Equal(2, (await GetAsync(approver, "revaluations")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Above_the_threshold_a_run_proposes_and_two_parties_accept()
    {
        await running.AgreedAsync("above");
        var id = (await running.AcceptedAsync("above", 1))[0];
        using var valuer = await running.AsAsync("V", "above", "valuer");
        using var approver = await running.AsAsync("G", "above", "approver");
        using var second = await running.AsAsync("S", "above", "approver");
        await PublishedAsync(valuer, "111");
        var (_, run) = await SendAsync(valuer, "revaluations", Order("index") with { Method = "revaluation.index", Curve = null, Series = RevaluationSamples.Series });
        var path = $"revaluations/{run.GetProperty("id").GetGuid()}";
        Assert.Equal(1, run.GetProperty("preview").GetProperty("proposed").GetInt32());
        Assert.Equal(200, (await SendAsync(approver, $"{path}/confirmation", new { PreviewHash = run.GetProperty("previewHash").GetString() })).Status);
        Assert.Equal(1, Count(await EndedAsync(valuer, path), "proposed"));

        var view = await GetAsync(approver, $"appraisals/{id}/revaluation");
        Assert.Equal("840000.00", Amount(view, "value"));
        var proposal = view.GetProperty("proposal").GetProperty("proposal");
        Assert.Equal("932400.00", Amount(proposal, "value"));
        Assert.True(SnapshotReperformance.Of(ValuationSnapshot.Read(await GetAsync(approver, $"appraisals/{id}/revaluation/snapshot")).Value!).Same);
        var accept = new { ProposalHash = proposal.GetProperty("proposalHash").GetString() };
        Assert.Equal(200, (await SendAsync(approver, $"appraisals/{id}/revaluation/acceptance", accept)).Status);
        Assert.Equal("840000.00", Amount(await GetAsync(approver, $"appraisals/{id}/revaluation"), "value"));
        Assert.Equal(200, (await SendAsync(second, $"appraisals/{id}/revaluation/acceptance", accept)).Status);
        Assert.Equal("932400.00", Amount(await GetAsync(approver, $"appraisals/{id}/revaluation"), "value"));
    }

    [Fact]
    public async Task Two_processes_and_a_crash_carry_every_line_out_once()
    {
        await running.AgreedAsync("crash");
        await running.AcceptedAsync("crash", 250);
        using var valuer = await running.AsAsync("V", "crash", "valuer");
        using var approver = await running.AsAsync("G", "crash", "approver");
        var (_, run) = await SendAsync(valuer, "revaluations", Order("crash"));
        var id = run.GetProperty("id").GetGuid();
        Assert.Equal(200, (await SendAsync(approver, $"revaluations/{id}/confirmation", new { PreviewHash = run.GetProperty("previewHash").GetString() })).Status);

        // Beside the service's own runner: a process that dies in the middle of a batch, and three that work at the same time.
        var batches = running.Services.GetRequiredService<RunBatches>();
        using (var dying = CancellationTokenSource.CreateLinkedTokenSource(Ct))
        {
            dying.CancelAfter(TimeSpan.FromMilliseconds(30));
            await Assert.ThrowsAnyAsync<Exception>(() => batches.NextAsync(id, "crash", dying.Token));
        }

        Assert.Equal(0, await running.CountAsync("crash", Replaced) % ValuationLimits.RunBatch);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try
            {
                while (await batches.NextAsync(id, "crash", Ct))
                {
                    // The next one.
                }
            }
            catch (Exception race) when (BulkWrites.LostRace(race))
            {
                // Another one was first.
            }
        }));
        var ended = await EndedAsync(valuer, $"revaluations/{id}");
        Assert.Equal((250, 0), (Count(ended, "replaced"), Count(ended, "refused")));
        Assert.Equal(250, await running.CountAsync("crash", Replaced));
        Assert.Equal(250, await running.CountAsync("crash", "select count(distinct stream_id) from mt_events where tenant_id = 'crash' and type = 'value_replaced.v1'"));
        Assert.Equal(3, await running.CountAsync("crash", "select count(*) from mt_events where tenant_id = 'crash' and type = 'revaluation_batch_done.v1'"));
    }

    [Fact]
    public async Task A_cancelled_run_writes_nothing_more_and_a_challenge_in_between_is_not_overwritten()
    {
        await running.AgreedAsync("stop");
        var ids = await running.AcceptedAsync("stop", 2);
        using var valuer = await running.AsAsync("V", "stop", "valuer");
        var (_, run) = await SendAsync(valuer, "revaluations", Order("stop"));
        var id = run.GetProperty("id").GetGuid();
        Assert.Equal(200, (await SendAsync(valuer, $"revaluations/{id}/cancellation", new { Reason = RevaluationSamples.Why })).Status);
        Assert.False(await running.Services.GetRequiredService<RunBatches>().NextAsync(id, "stop", Ct));
        Assert.Equal("cancelled", (await GetAsync(valuer, $"revaluations/{id}")).GetProperty("stage").GetString());
        using var approver = await running.AsAsync("G", "stop", "approver");
        Assert.Equal("revaluation-run.not-open", Code((await SendAsync(approver, $"revaluations/{id}/confirmation", new { PreviewHash = run.GetProperty("previewHash").GetString() })).Body));

        // Of two that would replace the same value the second is refused by name.
        var on = new { Method = "revaluation.depreciation", On = RevaluationSamples.On, Reason = RevaluationSamples.Why, Roll = new { Curve } };
        Assert.Equal(428, (await SendAsync(valuer, $"appraisals/{ids[0]}/revaluation/proposal", on)).Status);
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{ids[0]}/revaluation/proposal", on, 3)).Status);
        await ChallengedAsync("stop", ids[0]);
        var hash = (await GetAsync(valuer, $"appraisals/{ids[0]}/revaluation")).GetProperty("proposal").GetProperty("proposal").GetProperty("proposalHash").GetString();
        Assert.Equal((409, "appraisal.value-replaced"), Answer(await SendAsync(approver, $"appraisals/{ids[0]}/revaluation/acceptance", new { ProposalHash = hash })));
    }

    [Fact]
    public async Task A_run_that_keeps_failing_is_tried_at_least_every_hour()
    {
        await running.AgreedAsync("failing");
        var run = Guid.NewGuid();
        await running.CountAsync("failing", $"call revaluation_enqueue('{run}', 'failing'); select 0");
        for (var i = 0; i <= ValuationLimits.RunPatience + 2; i++) await running.Services.GetRequiredService<RunQueue>().PostponeAsync(run, Ct);
        Assert.Equal(1, await running.CountAsync("failing", $"select count(*) from revaluation_queue where id = '{run}' and next_at between now() + interval '50 minutes' and now() + interval '61 minutes'"));
    }

    [Fact]
    public async Task Bad_orders_are_named()
    {
        await running.AgreedAsync("bad");
        using var valuer = await running.AsAsync("V", "bad", "valuer");
        foreach (var (order, code, field) in new (OrderBody, string, string)[]
        {
            (Order("a b"), "reference.malformed", "reference"),
            (Order("x") with { Method = "market.comparables" }, "revaluation.method-carries-nothing-on", "method"),
            (Order("x") with { Version = 7 }, "appraisal.method-version-unknown", "version"),
            (Order("x") with { Method = "revaluation.index", Curve = null }, "input.missing", "series"),
            (Order("x") with { Series = "cn" }, "input.unknown-member", "series"),
            (Order("x") with { Curve = null }, "input.missing", "curve"),
            (Order("x") with { Method = "revaluation.index", Curve = null, Series = "none" }, "index.unknown-series", "series"),
            (Order("x") with { On = new DateOnly(2100, 1, 1) }, "revaluation.day-in-future", "on"),
            (Order("x") with { KnownOn = new DateOnly(2100, 1, 1) }, "index.known-in-future", "knownOn"),
            (Order("x") with { Filter = new { Kind = "luck" } }, "input.unknown-value", "filter.kind"),
            (Order("x") with { Filter = new { References = Array.Empty<string>() } }, "input.empty", "filter.references"),
            (Order("x") with { Filter = new { References = Enumerable.Repeat("r", ValuationLimits.RunReferences + 1) } }, "input.too-many", "filter.references"),
            (Order("x") with { Filter = new { References = new[] { "r", "a b" } } }, "reference.malformed", "filter.references[1]"),
            (Order("x") with { Reason = new Text(" ", "x") }, "input.blank", "reason.en"),
            (Order("x"), "revaluation-run.nothing-matches", "filter"),
        })
        {
            var (status, body) = await SendAsync(valuer, "revaluations", order);
            Assert.Equal((422, code, field), (status, Code(body), body.GetProperty("field").GetString()));
        }

        foreach (var path in new[] { "revaluations/sweep", "monthly-values/closing" })
            Assert.Equal("revaluation.day-in-future", Code((await SendAsync(valuer, path, new { AsOf = "2100-01-01" })).Body));
        Assert.Equal(HttpStatusCode.NotFound, (await valuer.GetAsync($"revaluations/{Guid.NewGuid()}/lines", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await valuer.GetAsync("revaluations/due?trigger=luck", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await valuer.GetAsync("revaluations/due?kind=luck", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await valuer.GetAsync($"revaluations/{Guid.NewGuid()}/lines?after=x", Ct)).StatusCode);
    }

    [Fact]
    public async Task What_falls_due_is_listed_with_who_why_and_since_when_until_it_is_valued_anew()
    {
        await running.AgreedAsync("due");
        var ids = await running.AcceptedAsync("due", 2);
        using var valuer = await running.AsAsync("V", "due", "valuer");
        using var approver = await running.AsAsync("G", "due", "approver");
        var contribution = (await GetAsync(valuer, $"appraisals/{ids[0]}")).GetProperty("contributionId").GetGuid();
        var delivery = await running.DeliverAsync<ContributionDamaged, WhenContributionDamaged>(new(contribution, new DateOnly(2025, 9, 1), "S", "Spindle cracked.", "主轴开裂。"), "due");
        await running.DeliverAsync<ContributionDamaged, WhenContributionDamaged>(new(contribution, new DateOnly(2025, 9, 1), "S", "Spindle cracked.", "主轴开裂。"), "due", delivery);
        var due = Assert.Single((await GetAsync(approver, "revaluations/due")).GetProperty("items").EnumerateArray());
        Assert.Equal((ids[0], "E1", "2025-09-01", "840000.00"), (due.GetProperty("appraisal").GetGuid(), due.GetProperty("party").GetString(), due.GetProperty("since").GetString(), Amount(due, "value")));
        Assert.Equal(("damage", "Spindle cracked."), (Assert.Single(due.GetProperty("reasons").EnumerateArray()).GetProperty("trigger").GetString(), due.GetProperty("reasons")[0].GetProperty("reason").GetProperty("en").GetString()));

        // Time and index: both machines, once.
        await PublishedAsync(valuer, "111");
        var swept = (await SendAsync(valuer, "revaluations/sweep", new { AsOf = "2026-04-20" })).Body;
        Assert.Equal((2, 2), (swept.GetProperty("examined").GetInt32(), swept.GetProperty("due").GetInt32()));
        Assert.Equal(0, (await SendAsync(valuer, "revaluations/sweep", new { AsOf = "2026-04-20" })).Body.GetProperty("due").GetInt32());
        Assert.Equal(2, (await GetAsync(approver, "revaluations/due?trigger=index-moved&party=E1&kind=donated-equipment")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await GetAsync(approver, "revaluations/due?trigger=damage")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await GetAsync(approver, "revaluations/due?party=E2")).GetProperty("items").GetArrayLength());

        // Valued anew by one person and accepted by another, it is due no longer; the other one still is, and only that one is in a run of what is due.
        var state = await GetAsync(valuer, $"appraisals/{ids[0]}/revaluation");
        Assert.Equal((1, 3), (state.GetProperty("cases").GetInt32(), state.GetProperty("due").GetArrayLength()));
        var version = await running.CountAsync("due", $"select version from mt_streams where tenant_id = 'due' and id = '{ids[0]}'");
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{ids[0]}/revaluation/proposal",
            new { Method = "revaluation.depreciation", On = RevaluationSamples.On, Reason = RevaluationSamples.Why, Roll = new { Curve } }, version)).Status);
        var hash = (await GetAsync(valuer, $"appraisals/{ids[0]}/revaluation")).GetProperty("proposal").GetProperty("proposal").GetProperty("proposalHash").GetString();
        Assert.Equal(200, (await SendAsync(approver, $"appraisals/{ids[0]}/revaluation/acceptance", new { ProposalHash = hash })).Status);
        Assert.Equal(ids[1], Assert.Single((await GetAsync(approver, "revaluations/due")).GetProperty("items").EnumerateArray()).GetProperty("appraisal").GetGuid());
        var (_, run) = await SendAsync(valuer, "revaluations", Order("due-only") with { Filter = new { DueOnly = true } });
        Assert.Equal(1, run.GetProperty("lines").GetInt32());

        // An end as promised closes it.
        var second = (await GetAsync(valuer, $"appraisals/{ids[1]}")).GetProperty("contributionId").GetGuid();
        await running.DeliverAsync<ContributionMoved, WhenContributionMoved>(new(second, new DateOnly(2026, 5, 1), "Moved.", "已移动。"), "due");
        Assert.Equal(1, (await GetAsync(approver, "revaluations/due?trigger=change-of-use")).GetProperty("items").GetArrayLength());
        await running.DeliverAsync<ContributionEnded, WhenContributionEnded>(new(second, new DateOnly(2026, 6, 30), "S", "Worn out.", "报废。", null, new DateOnly(2026, 6, 30)), "due");
        Assert.Empty((await GetAsync(approver, "revaluations/due")).GetProperty("items").EnumerateArray());
        Assert.Equal("ended", (await GetAsync(approver, $"appraisals/{ids[1]}/revaluation")).GetProperty("closed").GetProperty("trigger").GetString());
        var first = (await GetAsync(valuer, $"appraisals/{ids[0]}")).GetProperty("contributionId").GetGuid();
        await running.DeliverAsync<ContributionReturned, WhenContributionReturned>(new(first, new DateOnly(2026, 6, 30), "Needed.", "自用。", "lasting", new DateOnly(2027, 12, 31)), "due");
        Assert.Equal("ended-early", Assert.Single((await GetAsync(approver, "revaluations/due")).GetProperty("items")[0].GetProperty("reasons").EnumerateArray()).GetProperty("trigger").GetString());

        // The columns by which all this is found are made anew from what stands.
        await running.CountAsync("due", "truncate appraisal_register; select 0");
        await RevaluationSchema.ApplyAsync(running.Services, Ct);
        Assert.Single((await GetAsync(approver, "revaluations/due")).GetProperty("items").EnumerateArray());

        // What the service does by itself: once a day, and again when an index came in.
        await running.Services.GetRequiredService<SweepRunner>().DueAsync(Ct);
        Assert.Equal(0, await running.CountAsync("due", "select count(*) from valuation_consortium where consortium = 'due' and (swept_on is null or seen <> changes)"));
    }

    [Fact]
    public async Task Hours_feed_the_lent_machine_of_sample_A_month_by_month()
    {
        await running.AgreedAsync("hours");
        var contribution = Guid.NewGuid();
        await running.DeliverAsync<ContributionVerified, WhenContributionVerified>(new(
            contribution, "E2-cmm", "taihu-2025", 1, "E2", "loaned-equipment", "Measuring machine", "三坐标测量机", new MoneyAmount("120000.00", "CNY"), new DateOnly(2025, 1, 1)), "hours");
        using var valuer = await running.AsAsync("V", "hours", "valuer");
        using var approver = await running.AsAsync("G", "hours", "approver");
        for (var month = 1; month <= 12; month++) await HoursAsync(contribution, month, 96 * 60);
        var refused = (await SendAsync(valuer, "monthly-values/closing", new { AsOf = "2026-01-01" })).Body;
        Assert.Equal("appraisal.no-standing-value", Code(refused.GetProperty("refused")[0]));

        var appraisal = WhenContributionVerified.StreamOf(contribution);
        var quotes = new[] { ("Q1", "9000.00", "2024-12-02"), ("Q2", "10000.00", "2024-12-05"), ("Q3", "10500.00", "2024-12-09") }.Select(quote => new { Id = quote.Item1, PerMonth = quote.Item2, QuotedOn = quote.Item3 });
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{appraisal}/proposal", new
        {
            Method = "rent.quotes", Inputs = JsonSerializer.SerializeToElement(new { Quotes = quotes, Months = "12", Use = new { Used = "1152", Available = "1920", Unit = "h" } }, JsonSerializerOptions.Web),
        }, 1)).Status);
        var single = await GetAsync(approver, $"appraisals/{appraisal}");
        Assert.Equal(200, (await SendAsync(approver, $"appraisals/{appraisal}/acceptance", new { ProposalHash = single.GetProperty("proposal").GetProperty("proposalHash").GetString() })).Status);

        Assert.Equal((1, 0), Months((await SendAsync(valuer, "monthly-values/closing", new { AsOf = "2025-02-28" })).Body));
        Assert.Equal((11, 0), Months((await SendAsync(valuer, "monthly-values/closing", new { AsOf = "2026-01-01" })).Body));
        Assert.Equal((0, 0), Months((await SendAsync(valuer, "monthly-values/closing", new { AsOf = "2026-01-01" })).Body));
        var values = await GetAsync(approver, $"monthly-values/{contribution}");
        Assert.Equal(("72000.00", "72000.00", 1152 * 60), (Amount(values, "total"), Amount(single.GetProperty("proposal"), "value"), values.GetProperty("totalMinutes").GetInt32()));
        Assert.Equal("6000.00", Amount(values.GetProperty("months")[0], "booked"));

        // Two hours of March were told twice: 125.00 less, booked in February 2026.
        await HoursAsync(contribution, 3, 120, struck: true);
        Assert.Equal((0, 1), Months((await SendAsync(valuer, "monthly-values/closing", new { AsOf = "2026-02-03" })).Body));
        values = Assert.Single((await GetAsync(approver, "monthly-values")).GetProperty("items").EnumerateArray());
        Assert.Equal(("71875.00", "5875.00", "6000.00"), (Amount(values, "total"), Amount(values.GetProperty("months")[2], "value"), Amount(values.GetProperty("months")[2], "booked")));
        Assert.Equal(("2026-02-01", "-125.00"), (values.GetProperty("months")[12].GetProperty("month").GetString(), Amount(values.GetProperty("months")[12], "booked")));
        foreach (var (version, amount) in new[] { (1, "6000.00"), (2, "5875.00") })
        {
            var snapshot = ValuationSnapshot.Read(await GetAsync(approver, $"monthly-values/{contribution}/2025-03/versions/{version}/snapshot")).Value!;
            Assert.True(SnapshotReperformance.Of(snapshot).Same);
            Assert.Equal(amount, snapshot.Value.Amount);
        }

        foreach (var (path, status) in new[] { ("2025-03/versions/3/snapshot", HttpStatusCode.NotFound), ("luck/versions/1/snapshot", HttpStatusCode.UnprocessableEntity) })
            Assert.Equal(status, (await approver.GetAsync($"monthly-values/{contribution}/{path}", Ct)).StatusCode);

        // What the year came to takes the plan's place once a second person accepts it, and others are told.
        var again = $"appraisals/{appraisal}/revaluation";
        var byUse = new { Method = "rent.quotes", On = "2026-02-03", Reason = new Text("Use of 2025.", "2025年使用情况。"), Use = new { Until = "2025-12-31" } };
        Assert.Equal("revaluation.use-month-not-over", Code((await SendAsync(valuer, $"{again}/proposal", byUse with { Use = new { Until = "2026-02-01" } }, 3)).Body));
        var proposed = await SendAsync(valuer, $"{again}/proposal", byUse, 3);
        Assert.True(proposed.Status == 200, proposed.Body.ToString());
        var hash = (await GetAsync(approver, again)).GetProperty("proposal").GetProperty("proposal").GetProperty("proposalHash").GetString();
        Assert.Equal(200, (await SendAsync(approver, $"{again}/acceptance", new { ProposalHash = hash })).Status);
        var told = await running.ToldAsync<Ledger.Contracts.V1.ValueReplaced>(one => one.ContributionId == contribution);
        Assert.Equal(("72000.00", "71875.00", new DateOnly(2026, 2, 3), "revaluation"), (told.Replaced.Amount, told.Accepted.Amount, told.ValidFrom, told.Cause));
    }

    private const string Replaced = "select count(*) from mt_events where tenant_id = 'crash' and type = 'value_replaced.v1'";

    private sealed record OrderBody(string Reference, string Method, DateOnly On, Text Reason, object? Filter, int? Version, string? Series, DateOnly? KnownOn, object? Curve);

    private static OrderBody Order(string reference) => new(reference, "revaluation.depreciation", RevaluationSamples.On, RevaluationSamples.Why, null, null, null, null, Curve);

    private Task HoursAsync(Guid contribution, int month, int minutes, bool struck = false) => running.DeliverAsync<HoursRecorded, WhenHoursRecorded>(
        new(contribution, new DateOnly(2025, month, 10), "08:00", minutes, struck), "hours");

    private async Task ChallengedAsync(string tenant, Guid id)
    {
        await using var unit = await running.Services.GetRequiredService<BulkWrites>().BeginAsync(tenant, Samples.Approver, "test", Ct);
        var stream = await unit.Documents.Events.FetchForWriting<Appraisal>(id, Ct);
        unit.Append(stream, [RevaluationSamples.Challenged(stream.Aggregate!)]);
        await unit.CommitAsync(Ct);
    }

    private static (int, int) Months(JsonElement body) => (body.GetProperty("valued").GetInt32(), body.GetProperty("corrected").GetInt32());

    private static int Count(JsonElement run, string name) => run.GetProperty("counts").GetProperty(name).GetInt32();

    private static string? Amount(JsonElement body, string name) => body.GetProperty(name).GetProperty("amount").GetString();

    private static string? Code(JsonElement body) => body.TryGetProperty("code", out var code) ? code.GetString() : body.ToString();

    private static (int, string?) Answer((int Status, JsonElement Body) answer) => (answer.Status, Code(answer.Body));
}
