namespace Ledger.Rules;

/// <summary>A public party takes no loss without a limit.</summary>
internal static class PublicParties
{
    public static void Check(AgreementDocument agreement, ProfileFindings findings)
    {
        var allocation = agreement.Risk.Allocation;
        var bearing = agreement.Parties.Where(party => IsPublic(party) && (allocation.Key is not { } key || key.GetValueOrDefault(party.Id).Sign > 0)).Select(party => party.Id).ToList();
        if (findings.Flag(ProfileKeys.PublicCapRequired) == true)
        {
            var open = bearing.Where(party => !allocation.Caps.ContainsKey(party) && !(allocation.CapMultiples?.ContainsKey(party) ?? false)).ToList();
            if (open.Count > 0)
            {
                findings.Breaks(ProfileKeys.PublicCapRequired, "risk.allocation.caps", string.Join(", ", open),
                    new("a cap on the losses of every public party", "每个公办成员的损失分担设有上限"));
            }
        }

        if (findings.Number(ProfileKeys.PublicCapMultiple) is not { } most) return;
        foreach (var party in bearing)
        {
            if (allocation.CapMultiples?.TryGetValue(party, out var multiple) ?? false)
            {
                if (multiple > most)
                {
                    findings.Breaks(ProfileKeys.PublicCapMultiple, $"risk.allocation.capMultiples.{party}", multiple.ToString(),
                        new($"a cap of at most {most} x the accepted value of {party}", $"{party} 的上限不超过其认定价值的{most}倍"));
                }
            }
            else if (allocation.Caps.TryGetValue(party, out var cap))
            {
                findings.Ask(ProfileKeys.PublicCapMultiple, $"risk.allocation.caps.{party}", cap.Amount, new(
                    $"Whether the amount stays within {most} x the accepted value of {party} is known only with that value.",
                    $"该金额是否不超过 {party} 认定价值的{most}倍，须待认定后才能判断。"));
            }
        }
    }

    // A university may be private: it is public when the agreement says so.
    internal static bool IsPublic(AgreementParty party) => party.IsPublic ?? party.Type is PartyType.PublicSchool or PartyType.Government or PartyType.Park;
}
