namespace Ledger.Rules;

/// <summary>What the inputs of <see cref="RiskAllocationV2"/> must fulfil.</summary>
internal static class AllocationV2Checks
{
    public static void Check(Checks checks, AllocationV2Input input)
    {
        CheckAmounts(checks, input);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Parties.Count; i++) CheckParty(checks, input, i, known);
        CheckSufferers(checks, input);
        CheckKey(checks, input);
        CheckFault(checks, input);
        if (input.Cover is { } cover)
        {
            foreach (var broken in cover.Pays(Money.Zero(input.Currency)).Rejections) checks.Add(broken.At(JsonPath.Within("cover", broken.Field)));
        }

        foreach (var member in input.Mutual?.Members ?? [])
        {
            if (input.Party(member) is not { } party) checks.Add(Problems.UnknownParty($"mutual.{member}", member));
            else if (party.Standing == PartyStanding.Student) checks.Add(Student($"mutual.{member}", member));
        }
    }

    private static void CheckAmounts(Checks checks, AllocationV2Input input)
    {
        foreach (var (field, amount) in new[]
        {
            ("gross", input.Gross), ("salvage", input.Salvage), ("insurance", input.Insurance), ("recoveries", input.Recoveries), ("retention", input.Retention),
            ("exposureLimit", input.ExposureLimit), ("reserve.limit", input.Reserve.Limit), ("reserve.committed", input.Reserve.Committed),
        })
        {
            if (amount is not null) checks.NotNegative(field, amount);
        }

        if (checks.Failed) return;
        checks.That(input.Deducted <= input.Gross, () => new InputRejection("allocation.recovery-above-loss",
            new($"Salvage, insurance and recoveries of {input.Deducted.Amount} are above the loss {input.Gross.Amount}.",
                $"残值、保险与追偿合计{input.Deducted.Amount}高于损失{input.Gross.Amount}。")) { Field = "gross", Value = input.Gross.Amount });
        checks.That(input.ExposureLimit is not { } most || input.Net <= most, () => new InputRejection("allocation.loss-above-exposure",
            new($"The loss {input.Net.Amount} is above the exposure limit {input.ExposureLimit!.Amount} of the risk register.",
                $"损失{input.Net.Amount}超过风险登记册的敞口限额{input.ExposureLimit!.Amount}。")) { Field = "gross", Value = input.Net.Amount });
        checks.That(input.ReserveLeft.Sign >= 0, () => new InputRejection("allocation.reserve-overdrawn",
            new($"{input.Reserve.Committed!.Amount} of the reserve is committed, above its limit {input.Reserve.Limit.Amount}.",
                $"准备金已承诺{input.Reserve.Committed!.Amount}，超过限额{input.Reserve.Limit.Amount}。")) { Field = "reserve.committed", Value = input.Reserve.Committed?.Amount });
    }

    private static void CheckParty(Checks checks, AllocationV2Input input, int index, HashSet<string> known)
    {
        var party = input.Parties[index];
        var here = JsonPath.Item("parties", index);
        checks.That(known.Add(party.Id), () => Problems.Duplicate($"{here}.id", party.Id));
        if (party.Cap is { } cap) checks.NotNegative($"{here}.cap", cap);
        if (party.PublicCap is { } limit) checks.NotNegative($"{here}.publicCap", limit);
        checks.That(party.Standing is not PartyStanding.Public || party.PublicCap is not null, () => new InputRejection("allocation.public-cap-missing",
            new($"'{party.Id}' is a public school and needs a cap: it cannot take on unlimited liability.", $"“{party.Id}”为公办学校，不得承担无限责任，须设上限。"))
            { Field = $"{here}.publicCap", Value = party.Id });
        checks.That(party.AccededOn is null || input.OccurredOn is not null, () => new InputRejection("allocation.day-missing",
            new("A day of accession says nothing without the day of the event.", "给出了加入日，却缺少事件发生日。")).At("occurredOn"));

        // The retention stays with whoever suffers; a sufferer whose cap is below it would bear more than its cap by design.
        checks.That(party.Cap is not { } own || own >= input.Retention || input.Sufferers.GetValueOrDefault(party.Id).Sign <= 0,
            () => new InputRejection("allocation.cap-below-retention",
                new($"The cap of '{party.Id}' ({party.Cap!.Amount}) is below the retention it must keep ({input.Retention.Amount}).",
                    $"“{party.Id}”的上限{party.Cap!.Amount}低于其须自留的{input.Retention.Amount}。")) { Field = $"{here}.cap", Value = party.Cap!.Amount });
    }

    private static void CheckSufferers(Checks checks, AllocationV2Input input)
    {
        foreach (var (id, weight) in input.Sufferers)
        {
            var here = $"sufferers.{id}";
            checks.NotNegative(here, weight);
            if (input.Party(id) is not { } party)
            {
                checks.Add(Problems.UnknownParty(here, id));
                continue;
            }

            if (weight.Sign > 0 && party.Standing == PartyStanding.Student) checks.Add(Student(here, id));
            checks.That(weight.Sign <= 0 || input.HasAcceded(party), () => new InputRejection("allocation.sufferer-not-acceded",
                new($"'{id}' had not acceded on the day of the event.", $"“{id}”在事件发生日尚未加入。")) { Field = here, Value = id });
        }

        var most = RuleLimits.LossPayments / Math.Max(input.Parties.Count, 1);
        checks.That(input.Sufferers.Count <= most, () => Problems.TooMany("sufferers", most));
        checks.That(input.Sufferers.Values.Any(weight => weight.Sign > 0), () => new InputRejection("allocation.no-sufferer",
            new("Nobody suffered the loss: every weight of the sufferers is zero.", "没有受损方：受损方权重全部为零。")).At("sufferers"));
    }

    private static void CheckKey(Checks checks, AllocationV2Input input)
    {
        for (var i = 0; i < input.Key.Count; i++)
        {
            var part = input.Key[i];
            var here = JsonPath.Item("key", i);
            checks.Positive($"{here}.weight", part.Weight);
            checks.That(!input.Key.Take(i).Any(earlier => earlier.Basis == part.Basis), () => Problems.Duplicate($"{here}.basis", KebabCase.Name(part.Basis)));
            foreach (var (id, share) in part.Shares)
            {
                checks.NotNegative($"{here}.shares.{id}", share);
                if (input.Party(id) is not { } party) checks.Add(Problems.UnknownParty($"{here}.shares.{id}", id));
                else if (share.Sign > 0 && party.Standing == PartyStanding.Student) checks.Add(Student($"{here}.shares.{id}", id));
            }
        }

        if (checks.Failed) return;
        var sum = input.Key.Aggregate(Rational.Zero, (total, part) => total + part.Weight);
        checks.That(sum == Rational.One, () => new InputRejection("allocation.mix-not-one",
            new($"The weights of the key's parts sum to {sum}, not to 1.", $"分担比例各部分权重之和为{sum}，应为1。")) { Field = "key", Value = sum.ToString() });
    }

    private static void CheckFault(Checks checks, AllocationV2Input input)
    {
        if (input.Fault is not { } fault) return;
        if (fault.RetentionShare is { } share) checks.Within("fault.retentionShare", share, 0, 1);
        if (input.Party(fault.Party) is not { } party) checks.Add(Problems.UnknownParty("fault.party", fault.Party));
        else if (party.Standing == PartyStanding.Student) checks.Add(Student("fault.party", fault.Party));
    }

    internal static InputRejection Student(string field, string party) => new InputRejection("allocation.student",
        new($"'{party}' stands for students, who are never allocated a loss.", $"“{party}”代表学生，学生不得分担损失。")) { Field = field, Value = party };
}
