using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How the points of different givers compare.</summary>
[JsonConverter(typeof(KebabCaseEnum<PeerWeighting>))]
public enum PeerWeighting
{
    /// <summary>A point is a point: who gives more, moves more.</summary>
    Points,

    /// <summary>Every giver moves the same: its points are divided by their sum.</summary>
    PerGiver,
}

/// <summary>Points that a member gave to another.</summary>
/// <param name="From">Giver, a member.</param>
/// <param name="To">Receiver, a member.</param>
/// <param name="Points">At least 0.</param>
public sealed record PeerGift(string From, string To, Rational Points);

/// <summary>Inputs of <see cref="PeerAllocation"/>.</summary>
/// <param name="Currency">Of the budget.</param>
/// <param name="Budget">Divided; at least 0.</param>
/// <param name="Members">Who takes part, each once.</param>
/// <param name="Gifts">Each pair of giver and receiver once.</param>
/// <param name="Weighting">How givers compare.</param>
/// <param name="PointsPerMember">The most a member may give in all; null: no limit.</param>
public sealed record PeerAllocationInput(
    Currency Currency, Money Budget, IReadOnlyList<string> Members, IReadOnlyList<PeerGift> Gifts, PeerWeighting Weighting, Rational? PointsPerMember = null);

/// <summary>Figures of <see cref="PeerAllocation"/>.</summary>
/// <param name="Budget">Divided.</param>
/// <param name="Received">Weight per member: points, or parts of givers; self-votes left out.</param>
/// <param name="Total">Sum of the weights.</param>
/// <param name="SelfVotes">Members to the points they gave themselves, which count for nothing.</param>
/// <param name="Shares">Per member; sums to the budget.</param>
public sealed record PeerAllocationFigures(
    Money Budget,
    IReadOnlyDictionary<string, Rational> Received,
    Rational Total,
    IReadOnlyDictionary<string, Rational> SelfVotes,
    IReadOnlyDictionary<string, Money> Shares) : Figures;

/// <summary>
/// Divides a budget by the points members give each other. What a member gives itself is left out and shown. Source: peer
/// allocation circles; the published example of one.
/// </summary>
public static class PeerAllocation
{
    public static Method<PeerAllocationInput, PeerAllocationFigures> Method { get; } = new("sharing.peer-allocation", 1, MethodPurpose.Sharing,
        new("Peer allocation", "同侪互评分配"), Read, Divide);

    /// <summary>Divides.</summary>
    /// <returns>Figures; or peer.no-points, peer.over-limit, party.unknown, input.duplicate, input.negative, money.negative.</returns>
    public static Outcome<PeerAllocationFigures> Divide(PeerAllocationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<PeerAllocationFigures>();

        var steps = new Steps();
        steps.Add("budget", new("Budget", "预算"), input.Budget);
        var given = input.Gifts.Where(gift => gift.From != gift.To).ToLookup(gift => gift.From, StringComparer.Ordinal);
        var received = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var member in input.Members) received[member] = Rational.Zero;
        foreach (var giver in given)
        {
            var sum = Interests.Sum(giver.Select(gift => gift.Points));
            if (sum.IsZero) continue;
            foreach (var gift in giver) received[gift.To] += input.Weighting == PeerWeighting.PerGiver ? gift.Points / sum : gift.Points;
        }

        var selfVotes = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var gift in input.Gifts.Where(gift => gift.From == gift.To && !gift.Points.IsZero))
        {
            selfVotes[gift.From] = gift.Points;
            steps.Add($"self/{gift.From}", new($"Points {gift.From} gave itself", $"{gift.From} 给自己的分"), gift.Points, note: new("Left out.", "不计入。"));
        }

        var total = Interests.Sum(received.Values);
        steps.Add("total", new("Weight received by all", "全体所得权重"), total, note: new($"Weighting: {KebabCase.Name(input.Weighting)}.", $"计权方式：{KebabCase.Name(input.Weighting)}。"));
        if (total.IsZero && !input.Budget.IsZero)
        {
            return new InputRejection("peer.no-points",
                new("Nobody gave points to another, so there is nothing to divide by.", "没有人给他人打分，无法分配。")).At("gifts");
        }

        var split = LargestRemainder.Split(input.Budget, received);
        steps.Left("budget", split);
        foreach (var (member, share) in split.Amounts)
            steps.Add($"share/{member}", new($"Share of {member}", $"{member} 所得"), share, $"{input.Budget.Amount} * {received[member]} / {total}");
        return new PeerAllocationFigures(input.Budget, received, total, selfVotes, split.Amounts) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static void Check(Checks checks, PeerAllocationInput input)
    {
        checks.NotNegative("budget", input.Budget);
        checks.That(input.Members.Count > 0, () => Problems.Empty("members"));
        var members = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Members.Count; i++)
        {
            var here = i;
            checks.That(members.Add(input.Members[here]), () => Problems.Duplicate(JsonPath.Item("members", here), input.Members[here]));
        }

        var pairs = new HashSet<(string From, string To)>();
        for (var i = 0; i < input.Gifts.Count; i++)
        {
            var gift = input.Gifts[i];
            var here = JsonPath.Item("gifts", i);
            checks.NotNegative($"{here}.points", gift.Points);
            checks.That(members.Contains(gift.From), () => Problems.UnknownParty($"{here}.from", gift.From));
            checks.That(members.Contains(gift.To), () => Problems.UnknownParty($"{here}.to", gift.To));
            checks.That(pairs.Add((gift.From, gift.To)), () => Problems.Duplicate($"{here}.to", gift.To));
        }

        if (input.PointsPerMember is not { } most) return;
        checks.NotNegative("pointsPerMember", most);
        foreach (var giver in input.Gifts.GroupBy(gift => gift.From, StringComparer.Ordinal))
        {
            var sum = Interests.Sum(giver.Select(gift => gift.Points));
            checks.That(sum <= most, () => new InputRejection("peer.over-limit",
                new($"'{giver.Key}' gave {sum} points; at most {most} are allowed.", $"“{giver.Key}”共给出{sum}分，超过上限{most}分。")) { Field = "gifts", Value = sum.ToString() });
        }
    }

    private static PeerAllocationInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var budget = inputs.Amount("budget", currency);
        var members = inputs.Identifiers("members", RuleLimits.Parties);
        var gifts = new List<PeerGift>();
        foreach (var entry in inputs.Objects("gifts", RuleLimits.DatedContributions, mayBeEmpty: true))
        {
            var from = entry.Identifier("from");
            var to = entry.Identifier("to");
            var points = entry.NotNegative("points");
            entry.Close();
            if (from is not null && to is not null && points is { } given) gifts.Add(new PeerGift(from, to, given));
        }

        var weighting = inputs.OneOf<PeerWeighting>("weighting");
        var most = inputs.OptionalNotNegative("pointsPerMember");
        return currency is not null && budget is not null && weighting is { } how ? new PeerAllocationInput(currency, budget, members, gifts, how, most) : null;
    }
}
