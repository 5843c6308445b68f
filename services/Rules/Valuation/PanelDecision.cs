namespace Ledger.Rules;

/// <summary>A member's vote.</summary>
/// <param name="Member">Of the panel; each votes once.</param>
/// <param name="Choice">Id of one of the values.</param>
public sealed record PanelVote(string Member, string Choice);

/// <summary>Inputs of <see cref="PanelDecision"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Values">The values that stand to vote, by id; a panel chooses among appraised values and makes none of its own.</param>
/// <param name="Members">Who may vote.</param>
/// <param name="Votes">As cast.</param>
/// <param name="Quorum">Least share of the members that must have voted, 0 to 1.</param>
/// <param name="Majority">Least share of the votes cast that carries a value, 0 to 1; more than half are needed in any case.</param>
/// <param name="Fallback">Id of the value that holds where the vote carries none.</param>
public sealed record PanelDecisionInput(
    ValuationTerms Terms, IReadOnlyDictionary<string, Money> Values, IReadOnlyList<string> Members, IReadOnlyList<PanelVote> Votes, Rational Quorum,
    Rational Majority, string Fallback);

/// <summary>Figures of <see cref="PanelDecision"/>.</summary>
/// <param name="Value">Decided value.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="Choice">Id of the value that holds.</param>
/// <param name="Carried">Whether a quorum voted and a majority carried it; else it is the fallback.</param>
public sealed record PanelDecisionFigures(Money Value, Money Accepted, Money Excess, string Choice, bool Carried) : ValuationFigures(Value, Accepted, Excess);

/// <summary>
/// The final panel counts its votes: the value that more than half of the votes and the agreed majority carry holds, where a quorum
/// voted; else the fallback. Sources: domain reference 2.4 (finally an independent panel); a choice among appraised values and not a
/// number of the panel's own, as in final-offer arbitration, so that whatever holds can be calculated again.
/// </summary>
public static class PanelDecision
{
    private static readonly Rational Half = new(1, 2);

    public static Method<PanelDecisionInput, PanelDecisionFigures> Method { get; } = new("appraisal.panel-decision", 1, MethodPurpose.Valuation,
        new("Vote of the final panel", "终裁专家组表决"), Read, Value);

    /// <summary>Counts.</summary>
    /// <returns>Figures; or panel.choice-unknown, panel.not-a-member, input.*, money.*.</returns>
    public static Outcome<PanelDecisionFigures> Value(PanelDecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Values.ContainsKey(input.Fallback), () => Unknown("fallback", input.Fallback));
        for (var i = 0; i < input.Members.Count; i++)
            checks.That(!input.Members.Take(i).Contains(input.Members[i]), () => Problems.Duplicate(JsonPath.Item("members", i), input.Members[i]));
        for (var i = 0; i < input.Votes.Count; i++)
        {
            var (vote, here) = (input.Votes[i], JsonPath.Item("votes", i));
            checks.That(!input.Votes.Take(i).Any(earlier => earlier.Member == vote.Member), () => Problems.Duplicate($"{here}.member", vote.Member));
            checks.That(input.Members.Contains(vote.Member), () => new InputRejection("panel.not-a-member",
                new($"'{vote.Member}' is not on the panel.", $"“{vote.Member}”不是专家组成员。")) { Field = $"{here}.member", Value = vote.Member });
            checks.That(input.Values.ContainsKey(vote.Choice), () => Unknown($"{here}.choice", vote.Choice));
        }

        if (checks.Failed) return checks.Refuse<PanelDecisionFigures>();

        var steps = new Steps();
        var (cast, members) = (input.Votes.Count, input.Members.Count);
        var needed = input.Quorum * members;
        steps.Add("quorum", new("Votes for a quorum", "法定表决票数"), needed, formula: $"{input.Quorum} * {Problems.Invariant(members)}");
        steps.Add("cast", new("Votes cast", "有效票数"), cast);
        foreach (var (id, amount) in input.Values)
        {
            steps.Add($"value/{id}", new($"Value {id}", $"待决价值 {id}"), amount);
            steps.Add($"votes/{id}", new($"Votes for {id}", $"{id} 得票"), For(id));
        }

        var quorate = cast > 0 && cast >= needed;
        var carried = quorate ? input.Values.Keys.FirstOrDefault(id => For(id) > Half * cast && For(id) >= input.Majority * cast) : null;
        var choice = carried ?? input.Fallback;
        steps.Say("choice", new("Value that holds", "裁定采用"), choice, carried is not null
            ? new($"More than half of the votes, and at least {input.Majority} of them.", $"超过半数且不少于 {input.Majority} 的票。")
            : quorate
                ? new("No value has the majority: the fallback holds.", "没有价值达到多数，采用备用价值。")
                : new("No quorum: the fallback holds.", "未达法定人数，采用备用价值。"));
        var accepted = Acceptance.Of(input.Values[choice].Value, input.Terms, steps);
        return new PanelDecisionFigures(accepted.Value, accepted.Accepted, accepted.Excess, choice, carried is not null) { Steps = steps.Lines };

        int For(string id) => input.Votes.Count(vote => vote.Choice == id);
    }

    private static InputRejection Unknown(string field, string choice) => new("panel.choice-unknown",
        new($"'{choice}' is none of the values.", $"“{choice}”不在待决价值之列。")) { Field = field, Value = choice };

    private static PanelDecisionInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var values = inputs.Amounts("values", terms?.Currency);
        var members = inputs.Identifiers("members", RuleLimits.Parties);
        var votes = new List<PanelVote>();
        foreach (var entry in inputs.Objects("votes", RuleLimits.Parties, mayBeEmpty: true))
        {
            var member = entry.Identifier("member");
            var choice = entry.Identifier("choice");
            entry.Close();
            if (member is not null && choice is not null) votes.Add(new PanelVote(member, choice));
        }

        var quorum = inputs.Share("quorum");
        var majority = inputs.Share("majority");
        var fallback = inputs.Identifier("fallback");
        return terms is not null && quorum is { } least && majority is { } most && fallback is not null
            ? new PanelDecisionInput(terms, values, members, votes, least, most, fallback)
            : null;
    }
}
