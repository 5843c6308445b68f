using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Tests.Running.ServiceUnderTest;
using static Ledger.Valuation.Tests.Running.RunningPanel;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Panel, draw, blind valuation and two approvals over HTTP on a real PostgreSQL, races included.</summary>
public sealed class PanelHttpTests(RunningPanel running)
{
    private const string First = "00112233445566778899aabbccddeeff";
    private const string Second = "ffeeddccbbaa99887766554433221100";
    private static readonly string Paper = new('c', 64);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_draw_over_a_blind_proposal_to_two_approvals()
    {
        var id = await running.OpenAsync();
        using var clerk = await running.AtDeskAsync("jin", "S", "administrator");
        var (valuer, person) = await DrawAsync(id, clerk);
        using var _ = valuer;

        var assignment = await clerk.GetFromJsonAsync<JsonElement>($"appraisals/{id}/assignment", Ct);
        var draw = assignment.GetProperty("draw");
        var again = MethodCatalogue.Find("appraiser.draw", 1)!.Evaluate(draw.GetProperty("inputs")).Result!.FiguresAs<AppraiserDrawFigures>();
        Assert.Equal(person, again.Appraiser);

        // Blind: neither the case nor the list shows the claim before he proposed.
        var (case1, version) = await CaseAsync(valuer, id);
        Assert.False(case1.TryGetProperty("claimed", out var hidden), hidden.ToString());
        Assert.All((await valuer.GetFromJsonAsync<JsonElement>("appraisals", Ct)).GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("id").GetGuid() == id), item => Assert.False(item.TryGetProperty("claimed", out JsonElement none)));

        foreach (var room in new[] { "case", "proposals", "snapshots/1", "alternatives/1", "report.html", "proposals/1/report.pdf", "values/1/snapshot" })
        {
            using var refused = await valuer.GetAsync($"appraisals/{id}/{room}", Ct);
            Assert.Equal("appraisal.before-valuing", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        }

        using var other = await running.AtDeskAsync(person == "he" ? "qian" : "he", "V9", "valuer");
        Assert.Equal("appraisal.not-assigned", await CodeAsync(other, $"appraisals/{id}/proposal", Proposal, version));
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{id}/proposal", Proposal, version)).Status);
        var (case2, _) = await CaseAsync(valuer, id);
        Assert.Equal(("1200000.00", "840000.00"),
            (case2.GetProperty("claimed").GetProperty("amount").GetString(), case2.GetProperty("proposal").GetProperty("value").GetProperty("amount").GetString()));

        Assert.Equal(System.Net.HttpStatusCode.OK, (await valuer.GetAsync($"appraisals/{id}/case", Ct)).StatusCode);
        using var foreign = await other.GetAsync($"appraisals/{id}/snapshots/1", Ct);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, foreign.StatusCode);
        var second = new { Method = "cost.replacement", Reconciliation = new { En = "By cost", Zh = "按成本" }, Inputs = new { } };
        Assert.Equal("appraisal.not-assigned", await CodeAsync(other, $"appraisals/{id}/alternatives", second, version + 1));

        var accept = new { ProposalHash = case2.GetProperty("proposal").GetProperty("proposalHash").GetString() };
        using var sun = await running.AtDeskAsync("sun", "G", "approver");
        using var colleague = await running.AtDeskAsync("wu", "G", "approver");
        using var college = await running.AtDeskAsync("ma", "S", "approver");
        Assert.Equal(200, (await SendAsync(sun, $"appraisals/{id}/acceptance", accept)).Status);
        Assert.Equal("proposed", (await CaseAsync(sun, id)).Case.GetProperty("state").GetString());
        Assert.Equal("appraisal.second-approver-related", await CodeAsync(colleague, $"appraisals/{id}/acceptance", accept));
        Assert.Equal(200, (await SendAsync(college, $"appraisals/{id}/acceptance", accept)).Status);
        Assert.Equal("accepted", (await CaseAsync(sun, id)).Case.GetProperty("state").GetString());

        // A conflict that comes to light now asks for a review and changes no value.
        Assert.Equal(200, (await SendAsync(clerk, "panel/ties", new { Person = person, Kind = "family", Organisation = "E1", From = "2020-01-01", Evidence = Paper })).Status);
        Assert.Equal(200, (await SendAsync(clerk, $"appraisals/{id}/assignment/review", new { })).Status);
        var reviewed = (await CaseAsync(sun, id)).Case;
        Assert.Equal(("840000.00", "independence.family"), (reviewed.GetProperty("accepted").GetProperty("amount").GetString(),
            reviewed.GetProperty("review").GetProperty("conflicts")[0].GetProperty("rule").GetString()));
        await WithdrawTiesAsync(clerk);
    }

    [Fact]
    public async Task Two_approvals_at_once_give_one_acceptance()
    {
        using var clerk = await running.AtDeskAsync("jin", "S", "administrator");
        using var maker = await running.AtDeskAsync("maker", "V", "valuer");
        var approvers = new List<HttpClient>();
        foreach (var party in new[] { "S", "G", "E2" }) approvers.Add(await running.AtDeskAsync($"approver-{party}", party, "approver"));
        for (var i = 0; i < 4; i++)
        {
            var id = await running.OpenAsync();
            var (_, version) = await CaseAsync(clerk, id);
            Assert.Equal(200, (await SendAsync(maker, $"appraisals/{id}/proposal", Proposal, version)).Status);
            var hash = (await CaseAsync(clerk, id)).Case.GetProperty("proposal").GetProperty("proposalHash").GetString();
            var answers = await Task.WhenAll(approvers.Select(approver => SendAsync(approver, $"appraisals/{id}/acceptance", new { ProposalHash = hash })));
            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
            Assert.Equal(1, await EventsAsync(id, "value_approved.v1"));
            Assert.Equal(1, await EventsAsync(id, "value_accepted.v1"));
        }

        approvers.ForEach(approver => approver.Dispose());
    }

    [Fact]
    public async Task Of_two_that_open_a_draw_at_once_one_does_and_the_same_person_declines_once()
    {
        var id = await running.OpenAsync();
        using var clerk = await running.AtDeskAsync("jin", "S", "administrator");
        using var park = await running.AtDeskAsync("feng", "G", "administrator");
        await AdmitAsync(clerk);
        var answers = await Task.WhenAll(
            SendAsync(clerk, $"appraisals/{id}/assignment", Opening(id, 1, First)), SendAsync(park, $"appraisals/{id}/assignment", Opening(id, 1, Second)));
        Assert.Equal([200, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal("assignment.running", answers.Single(answer => answer.Status == 409).Body.GetProperty("code").GetString());
        Assert.Equal(1, await EventsAsync(id, "assignment_opened.v1"));
    }

    [Fact]
    public async Task A_decline_is_followed_by_a_round_without_him()
    {
        var id = await running.OpenAsync();
        using var clerk = await running.AtDeskAsync("jin", "S", "administrator");
        var (valuer, person) = await DrawAsync(id, clerk);
        using var _ = valuer;
        Assert.Equal(200, (await SendAsync(valuer, $"appraisals/{id}/assignment/decline", new { Reason = "Abroad" })).Status);
        Assert.Equal(200, (await SendAsync(clerk, $"appraisals/{id}/assignment", Opening(id, 2, Second))).Status);
        var assignment = await clerk.GetFromJsonAsync<JsonElement>($"appraisals/{id}/assignment", Ct);
        Assert.DoesNotContain(person, assignment.GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("person").GetString()));
        Assert.Equal(person, assignment.GetProperty("past")[0].GetProperty("person").GetString());
    }

    [Fact]
    public async Task The_panel_has_its_doors()
    {
        using var clerk = await running.AtDeskAsync("jin", "S", "administrator");
        using var he = await running.AtDeskAsync("he", "V1", "valuer");
        await AdmitAsync(clerk);
        Assert.Equal("role.missing", await CodeAsync(he, "panel/appraisers", Appraiser("x", "V1")));
        Assert.Equal("input.unknown-value", await CodeAsync(clerk, "panel/appraisers", Appraiser("x", "V1", "ideas")));
        Assert.Equal("input.unknown-value", await CodeAsync(he, "panel/declarations", new { Kind = "friend", Organisation = "E2", From = "2025-01-01", Evidence = Paper }));
        Assert.Equal("if-match.missing", await CodeAsync(clerk, "panel/appraisers/he/suspension", new { Reason = "Why" }));
        Assert.Equal(200, (await SendAsync(he, "panel/declarations", new { Kind = "income", Organisation = "E2", From = "2025-01-01", Share = "0.2", Evidence = Paper })).Status);
        using var qian = await running.AtDeskAsync("qian", "V2", "valuer");
        Assert.NotEmpty((await he.GetFromJsonAsync<JsonElement>("panel", Ct)).GetProperty("ties").EnumerateArray());
        // Another test ties whom it draws, and that may be he: but nobody else's ties are his to read.
        var ties = (await qian.GetFromJsonAsync<JsonElement>("panel", Ct)).GetProperty("ties").EnumerateArray();
        Assert.All(ties.Select(tie => tie.GetProperty("person").GetString()), person => Assert.Equal("qian", person));
    }

    internal static object Appraiser(string person, string organisation, string kind = "donated-equipment") => new
    {
        Person = person, Organisation = organisation,
        Qualifications = new[] { new { Kind = kind, Methods = new[] { "market.comparables" }, From = "2025-01-01", To = "2099-12-31" } },
    };

    internal static async Task AdmitAsync(HttpClient clerk)
    {
        foreach (var (person, organisation) in new[] { ("he", "V1"), ("qian", "V2"), ("zhou", "V3") })
            Assert.InRange((await SendAsync(clerk, "panel/appraisers", Appraiser(person, organisation))).Status, 200, 201);
    }

    private static readonly object Proposal = new { Method = "market.comparables", Inputs = MachineComparables.Five };

    private static object Opening(Guid id, int round, string nonce) => new
    {
        Commitment = Commitments.ToNonce($"{id:D}", round, nonce), RevealUntil = DateTimeOffset.UtcNow.AddDays(1),
    };

    // Three draws running for one contributor exclude a fourth, so each test that draws gives the contributor's cases other appraisers.
    private async Task<(HttpClient Valuer, string Person)> DrawAsync(Guid id, HttpClient clerk)
    {
        await AdmitAsync(clerk);
        Assert.Equal(200, (await SendAsync(clerk, $"appraisals/{id}/assignment", Opening(id, 1, First))).Status);
        using var giver = await running.AtDeskAsync("sun", "G", "approver");
        var (_, version) = await CaseAsync(giver, id);
        Assert.Equal(200, (await SendAsync(giver, $"appraisals/{id}/assignment/nonce", new { Nonce = Second }, version)).Status);
        Assert.Equal(200, (await SendAsync(clerk, $"appraisals/{id}/assignment/draw", new { Nonce = First })).Status);
        var valuer = (await clerk.GetFromJsonAsync<JsonElement>($"appraisals/{id}/assignment", Ct)).GetProperty("valuer");
        var person = valuer.GetProperty("person").GetString()!;
        return (await running.AtDeskAsync(person, valuer.GetProperty("organisation").GetString()!, "valuer"), person);
    }

    private static async Task WithdrawTiesAsync(HttpClient clerk)
    {
        using var answer = await clerk.GetAsync("panel", Ct);
        var version = long.Parse(answer.Headers.ETag!.Tag.Trim('"'));
        var ties = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("ties").EnumerateArray().ToList();
        foreach (var tie in ties.Where(tie => tie.GetProperty("organisation").GetString() == "E1" && !tie.GetProperty("withdrawn").GetBoolean()))
            Assert.Equal(200, (await SendAsync(clerk, $"panel/ties/{tie.GetProperty("no").GetInt32()}/withdrawal", new { Reason = "End of the test" }, version++)).Status);
    }

    private static async Task<(JsonElement Case, long Version)> CaseAsync(HttpClient client, Guid id)
    {
        using var answer = await client.GetAsync($"appraisals/{id}", Ct);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct), long.Parse(answer.Headers.ETag!.Tag.Trim('"')));
    }

    private Task<long> EventsAsync(Guid stream, string type) =>
        running.CountAsync($"select count(*) from mt_events where stream_id = '{stream}' and type = '{type}'");

    private static async Task<string?> CodeAsync(HttpClient client, string path, object body, long? version = null) =>
        (await SendAsync(client, path, body, version)).Body.GetProperty("code").GetString();
}
