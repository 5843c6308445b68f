namespace Ledger.Rules;

/// <summary>
/// Distributes income by a value equation: buckets take fixed parts of it; in each, debt-like and one-time claims are paid first,
/// at most their value and pro rata when the bucket does not suffice; what is then left goes to the equity-like claims by value.
/// Income that no claim of a bucket can take is refused, never given to the largest receiver. Source: value equations of open
/// value networks; the published test case of one.
/// </summary>
public static class ValueEquation
{
    public static Method<ValueEquationInput, ValueEquationFigures> Method { get; } = new("sharing.value-equation", 1, MethodPurpose.Sharing,
        new("Value equation", "价值方程分配"), Read, Distribute);

    /// <summary>Distributes.</summary>
    /// <returns>
    /// Figures; or value.buckets-not-one, value.unknown-bucket, value.overpaid, value.claim-closed, value.unallocated,
    /// input.duplicate, input.empty, money.negative, money.not-positive.
    /// </returns>
    public static Outcome<ValueEquationFigures> Distribute(ValueEquationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<ValueEquationFigures>();

        var steps = new Steps();
        steps.Add("income", new("Income", "收入"), input.Income);
        var buckets = LargestRemainder.Split(input.Income, input.Buckets.ToDictionary(bucket => bucket.Id, bucket => bucket.Rate, StringComparer.Ordinal));
        steps.Left("income", buckets);
        var paid = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var bucket in input.Buckets)
        {
            var amount = buckets.Amounts[bucket.Id];
            steps.Add($"bucket/{bucket.Id}", new($"Bucket '{bucket.Id}'", $"“{bucket.Id}”份额池"), amount, $"{bucket.Rate} * {input.Income.Amount}");
            if (Serve(bucket.Id, amount, input, paid, steps) is { } rejection) return rejection;
        }

        return Sum(input, buckets, paid, steps);
    }

    private static InputRejection? Serve(string bucket, Money amount, ValueEquationInput input, Dictionary<string, Money> paid, Steps steps)
    {
        var own = input.Claims.Where(claim => claim.Bucket == bucket).ToList();
        var limited = own.Where(claim => claim.Life != ClaimLife.EquityLike).ToDictionary(claim => claim.Reference, claim => (claim.Value - claim.Paid).Value, StringComparer.Ordinal);
        var equity = own.Where(claim => claim.Life == ClaimLife.EquityLike).ToDictionary(claim => claim.Reference, claim => claim.Value.Value, StringComparer.Ordinal);
        var open = Money.FromRational(Interests.Sum(limited.Values), input.Currency, Rounding.HalfUp);
        var first = Money.Min(amount, open);
        var rest = amount - first;
        if (!rest.IsZero && equity.Count == 0)
        {
            return new InputRejection("value.unallocated",
                new($"{rest.Amount} of the bucket '{bucket}' can be taken by no claim.", $"“{bucket}”份额池尚有{rest.Amount}，没有可受偿的主张。")) { Field = "claims", Value = rest.Amount };
        }

        steps.Add($"bucket/{bucket}/limited", new("To debt-like and one-time claims", "支付债权型与一次性主张"), first, $"min({amount.Amount}, {open.Amount})");
        steps.Add($"bucket/{bucket}/equity", new("To equity-like claims", "支付股权型主张"), rest, $"{amount.Amount} - {first.Amount}");
        foreach (var (line, split) in new[]
        {
            ($"bucket/{bucket}/limited", LargestRemainder.Split(first, limited)), ($"bucket/{bucket}/equity", LargestRemainder.Split(rest, equity)),
        })
        {
            steps.Left(line, split);
            foreach (var (reference, part) in split.Amounts) paid[reference] = part;
        }

        return null;
    }

    private static ValueEquationFigures Sum(ValueEquationInput input, Split buckets, Dictionary<string, Money> paid, Steps steps)
    {
        var shares = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        var claims = new List<ValuePayment>();
        foreach (var claim in input.Claims)
        {
            var amount = paid[claim.Reference];
            var open = claim.Life switch
            {
                ClaimLife.EquityLike => null,
                ClaimLife.OneTime => Money.Zero(input.Currency),
                _ => claim.Value - claim.Paid - amount,
            };
            claims.Add(new ValuePayment(claim.Reference, claim.Party, amount, open));
            steps.Add($"claim/{claim.Reference}", new($"Paid on '{claim.Reference}' of {claim.Party}", $"支付 {claim.Party} 的“{claim.Reference}”"), amount, note:
                claim.Life == ClaimLife.OneTime && amount < claim.Value ? new("One-time: closed though not paid in full.", "一次性主张：未足额支付亦告终结。") : null);
            shares[claim.Party] = (shares.GetValueOrDefault(claim.Party) ?? Money.Zero(input.Currency)) + amount;
        }

        foreach (var (party, share) in shares) steps.Add($"total/{party}", new($"Share of {party}", $"{party} 合计"), share);
        if (Money.Sum(shares.Values, input.Currency) != input.Income) throw new InvalidOperationException("The shares do not sum to the income.");
        return new ValueEquationFigures(input.Income, buckets.Amounts, claims, shares) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static void Check(Checks checks, ValueEquationInput input)
    {
        checks.NotNegative("income", input.Income);
        checks.That(input.Buckets.Count > 0, () => Problems.Empty("buckets"));
        for (var i = 0; i < input.Buckets.Count; i++)
        {
            var bucket = input.Buckets[i];
            var here = JsonPath.Item("buckets", i);
            checks.NotNegative($"{here}.rate", bucket.Rate);
            checks.That(!input.Buckets.Take(i).Any(earlier => earlier.Id == bucket.Id), () => Problems.Duplicate($"{here}.id", bucket.Id));
        }

        var sum = Interests.Sum(input.Buckets.Select(bucket => bucket.Rate));
        checks.That(sum == Rational.One, () => new InputRejection("value.buckets-not-one",
            new($"The buckets take {sum} of the income, not all of it.", $"各份额池合计占收入的{sum}，应为1。")) { Field = "buckets", Value = sum.ToString() });
        var references = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Claims.Count; i++) CheckClaim(checks, input.Claims[i], input.Buckets, references, JsonPath.Item("claims", i));
    }

    private static void CheckClaim(Checks checks, ValueClaim claim, IReadOnlyList<ValueBucket> buckets, HashSet<string> references, string here)
    {
        checks.That(references.Add(claim.Reference), () => Problems.Duplicate($"{here}.reference", claim.Reference));
        checks.That(claim.Value.Sign > 0, () => Problems.AmountNotPositive($"{here}.value", claim.Value.Amount));
        checks.NotNegative($"{here}.paid", claim.Paid);
        checks.That(buckets.Any(bucket => bucket.Id == claim.Bucket), () => new InputRejection("value.unknown-bucket",
            new($"There is no bucket '{claim.Bucket}'.", $"没有名为“{claim.Bucket}”的份额池。")) { Field = $"{here}.bucket", Value = claim.Bucket });
        checks.That(claim.Life != ClaimLife.DebtLike || claim.Paid <= claim.Value, () => new InputRejection("value.overpaid",
            new($"'{claim.Reference}' was paid {claim.Paid.Amount} on a value of {claim.Value.Amount}.", $"“{claim.Reference}”价值{claim.Value.Amount}，已付{claim.Paid.Amount}，超出。")) { Field = $"{here}.paid", Value = claim.Paid.Amount });
        checks.That(claim.Life != ClaimLife.OneTime || claim.Paid.IsZero, () => new InputRejection("value.claim-closed",
            new($"The one-time claim '{claim.Reference}' was served before and is closed.", $"一次性主张“{claim.Reference}”已受偿一次，现已终结。")) { Field = $"{here}.paid", Value = claim.Paid.Amount });
    }

    private static ValueEquationInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var income = inputs.Amount("income", currency);
        var buckets = new List<ValueBucket>();
        foreach (var entry in inputs.Objects("buckets", RuleLimits.Tiers))
        {
            var id = entry.Identifier("id");
            var rate = entry.NotNegative("rate");
            entry.Close();
            if (id is not null && rate is { } part) buckets.Add(new ValueBucket(id, part));
        }

        var claims = new List<ValueClaim>();
        foreach (var entry in inputs.Objects("claims", mayBeEmpty: true))
        {
            var reference = entry.Identifier("reference");
            var party = entry.Identifier("party");
            var bucket = entry.Identifier("bucket");
            var life = entry.OneOf<ClaimLife>("life");
            var value = entry.PositiveAmount("value", currency);
            var paid = entry.Amount("paid", currency);
            entry.Close();
            if (reference is not null && party is not null && bucket is not null && life is { } lives && value is not null && paid is not null)
                claims.Add(new ValueClaim(reference, party, bucket, lives, value, paid));
        }

        return currency is not null && income is not null ? new ValueEquationInput(currency, income, buckets, claims) : null;
    }
}
