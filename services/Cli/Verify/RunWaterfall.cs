using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Verify;

/// <summary>
/// The waterfall of a run is built anew from the signed agreement and from what the run lists, by the published rule, and held against the
/// inputs by which the run was computed: tiers, percentages, participants, rounding, accepted values, costs, scores, what was carried.
/// </summary>
internal static class RunWaterfall
{
    private static readonly string[] Agreed = ["currency", "participants", "waterfall", "rounding", "period", "repayments"];

    public static void Check(Reperforming work, CheckedRun run, SignedAgreement? agreement)
    {
        var result = run.Payload.At("result") ?? throw new FormatException("'result' is missing.");
        if (result.Text("ruleId") != Waterfall.Method.Id)
        {
            work.Differs(
                run.Entry, "figures.rule-differs", "result.ruleId", $"A pool is shared by {Waterfall.Method.Id}, not by {result.Text("ruleId")}.",
                $"收益池按 {Waterfall.Method.Id} 分配，而非 {result.Text("ruleId")}。");
            return;
        }

        // A version that this program does not have is said elsewhere; so are inputs that the rule refuses.
        if (result.Number("ruleVersion") != Waterfall.Method.Version || Waterfall.Method.Evaluate(result.GetProperty("inputs")).Result is not { } said) return;
        if (agreement is null)
        {
            Listed(work, run, said.Inputs);
            return;
        }

        if (Waterfall.Method.Evaluate(Again(run, agreement.Document, Dated(run))).Result is not { } again)
        {
            work.Differs(
                run.Entry, "figures.refused", "result.inputs", "What the run lists cannot be shared under its agreement.", "方案所列输入无法按其协议分配。");
            return;
        }

        var names = said.Inputs.EnumerateObject().Concat(again.Inputs.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            var differs = (said.Inputs.At(name), again.Inputs.At(name)) switch
            {
                ({ } a, { } b) => PayloadJson.Difference(a, b, name),
                ({ } a, null) => (name, a.Canonical(), "-"),
                (null, { } b) => (name, "-", b.Canonical()),
                _ => null,
            };
            var (code, en, zh) = Code(name, agreement.Name);
            work.Same(
                differs is null, run.Entry, code, $"result.inputs.{differs?.Path}",
                $"The run was computed with {differs?.Left}; {en} {differs?.Right}.", $"方案以 {differs?.Left} 计算，而{zh} {differs?.Right}。");
        }

        if (names.TrueForAll(name => PayloadJson.Alike(said.Inputs.At(name), again.Inputs.At(name))))
        {
            var signers = agreement.Signers.Count == 0 ? "-" : string.Join(", ", agreement.Signers);
            work.Proven("proven.terms",
                $"The tiers, percentages, participants and rounding by which pool {run.Name} was shared are those of {agreement.Name}, signed by: {signers}.",
                $"收益池 {run.Name} 所用层级、比例、参与方与舍入即 {agreement.Name} 所定；签署方：{signers}。");
        }
    }

    /// <summary>The pool of a run under an agreement from accepted values by day, with the run's costs and what its tiers read beside; as the engine does it.</summary>
    public static WaterfallInput Again(CheckedRun run, AgreementDocument document, IReadOnlyList<DatedContribution> values)
    {
        var accepted = values.GroupBy(value => value.Party, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Money.Sum(group.Select(value => value.Amount), run.Currency), StringComparer.Ordinal);
        var input = WaterfallInput.Under(document, run.Pool, accepted, Claims(run));
        if (run.Payload.At("pool", "coalition") is { } coalition) input = input.Among([.. coalition.Items("parties").Select(party => party.GetString() ?? "")]);
        if (run.Payload.At("extras") is { } extras)
        {
            input = input with
            {
                Scores = Scores(extras, "performance-score"), GameValues = Scores(extras, "game-value"), CarriedIn = RunCarry.Carried(extras),
                Profile = RunProfile.Recorded(extras),
            };
        }

        return input.Over(run.Payload.Read<Period>("pool", "period") ?? throw new FormatException("'pool.period' is no period."), run.Opening, values);
    }

    /// <summary>Accepted values of a run, each on its day.</summary>
    public static IReadOnlyList<DatedContribution> Dated(CheckedRun run) =>
        [.. run.Values.Select(value => new DatedContribution(value.Named("party"), value.Day("effectiveOn"), value.Sure("accepted")))];

    // Without the agreement its terms are taken as they stand, and what the run lists is held against them.
    private static void Listed(Reperforming work, CheckedRun run, JsonElement said)
    {
        var (listed, zero) = (Accepted(run), Money.Zero(run.Currency));
        var used = said.Read<Dictionary<string, string>>("accepted") ?? [];
        var participants = said.Items("participants").Select(party => party.GetString() ?? "");
        work.Same(
            used.Keys.Union(participants, StringComparer.Ordinal).All(party => (used.GetValueOrDefault(party) ?? zero.Amount) == (listed.GetValueOrDefault(party) ?? zero).Amount),
            run.Entry, "figures.accepted-differs", "result.inputs.accepted",
            "The waterfall counts other accepted values than the run lists.", "分配规则所用认定价值与方案所列不同。");
        work.Same(
            said.Items("costClaims").Select(claim => (claim.Text("reference"), claim.Text("party"), claim.Text("amount"), claim.Text("class")))
                .SequenceEqual(Claims(run).Select(claim => ((string?)claim.Reference, (string?)claim.Party, (string?)claim.Amount.Amount, claim.Class))),
            run.Entry, "figures.claims-differ", "result.inputs.costClaims",
            "The waterfall pays other costs than the run lists.", "分配规则所用成本与方案所列不同。");
    }

    private static Dictionary<string, Rational>? Scores(JsonElement extras, string measure) =>
        extras.Items("scores").Where(scores => scores.Text("measure") == measure).Select(scores => scores.Read<Dictionary<string, Rational>>("values")).FirstOrDefault();

    private static Dictionary<string, Money> Accepted(CheckedRun run) => run.Values.GroupBy(value => value.Named("party"), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Money.Sum(group.Select(value => value.Sure("accepted")), run.Currency), StringComparer.Ordinal);

    private static List<CostClaim> Claims(CheckedRun run) =>
        [.. run.Claims.Select(claim => new CostClaim(claim.Named("reference"), claim.Named("party"), claim.Sure("amount"), claim.Text("class")))];

    private static (string Code, string En, string Zh) Code(string member, string agreement) => member switch
    {
        _ when Agreed.Contains(member) => ("figures.terms-differ", $"{agreement} says", $"{agreement} 规定为"),
        "accepted" or "contributions" => ("figures.accepted-differs", "the values that it lists give", "其所列价值为"),
        "costClaims" => ("figures.claims-differ", "the costs that it lists are", "其所列成本为"),
        "scores" or "gameValues" => ("figures.scores-differ", "the scores that it names are", "其所载评分为"),
        "carriedIn" => ("figures.carried-differs", "what it says was carried and stood in the reserve is", "其所载结转与准备金为"),
        "profile" => ("figures.profile-differs", "what it says the profile demands is", "其所载地区参数要求为"),
        _ => ("figures.inputs-differ", "what it lists gives", "其所列输入为"),
    };
}
