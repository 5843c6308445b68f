namespace Ledger.Rules;

/// <summary>What a profile demands for inventors and allows to government parties, held against the tiers of the waterfall.</summary>
internal static class StatutoryShares
{
    private static readonly PartyType[] Government = [PartyType.Government, PartyType.Park];

    public static void Check(AgreementDocument agreement, ProfileFindings findings)
    {
        if (findings.Number(ProfileKeys.InventorMinimum) is { Sign: > 0 } least) CheckInventors(agreement, findings, least);
        if (findings.Number(ProfileKeys.GovernmentMaximum) is { } most) CheckGovernment(agreement, findings, most);
    }

    // The least is of net income: of the pool, or of what costs paid back have left of it. Whether a pool holds transfer income at all
    // is not written in the agreement, so a waterfall without such a tier is a question, not a breach.
    private static void CheckInventors(AgreementDocument agreement, ProfileFindings findings, Rational least)
    {
        const string field = "benefit.waterfall";
        var (count, sum, onlyCosts) = (0, Rational.Zero, true);
        foreach (var tier in agreement.Benefit.Waterfall)
        {
            if (tier is StatutoryShareTier { Beneficiary: Beneficiary.Inventor } inventor)
            {
                count++;
                if (inventor.Of == TierBase.Pool || onlyCosts) sum += inventor.Rate;
            }

            // After anything but costs the rate is of less than the net income.
            onlyCosts &= tier is CostRecoveryTier;
        }

        if (count == 0)
        {
            findings.Ask(ProfileKeys.InventorMinimum, field, "-", new(
                $"Does a pool of this agreement hold income from the transfer of results? Then {least} of it is due to those who made them, before the residual.",
                $"收益池是否含科技成果转化收入？如含，其中{least}应先于剩余收益归成果完成人。"));
        }
        else if (sum < least)
        {
            findings.Breaks(ProfileKeys.InventorMinimum, field, sum.ToString(), new($"at least {least} of net transfer income for inventors", $"成果完成人至少得转化净收入的{least}"));
        }
    }

    private static void CheckGovernment(AgreementDocument agreement, ProfileFindings findings, Rational most)
    {
        var taken = agreement.Benefit.Waterfall.OfType<StatutoryShareTier>().Where(tier => tier.Beneficiary == Beneficiary.Government)
            .Aggregate(Rational.Zero, (sum, tier) => sum + tier.Rate);
        var sharing = agreement.Parties.Where(party => Government.Contains(party.Type) && agreement.Benefit.Participants.Contains(party.Id)).Select(party => party.Id).ToList();
        var demand = new Text($"at most {most} of a pool for government parties", $"政府类成员所得不超过收益池的{most}");
        if (taken > most) findings.Breaks(ProfileKeys.GovernmentMaximum, "benefit.waterfall", taken.ToString(), demand);
        else if (sharing.Count > 0 && most.Sign == 0) findings.Breaks(ProfileKeys.GovernmentMaximum, "benefit.participants", string.Join(", ", sharing), demand);
        else if (sharing.Count > 0 && most < Rational.One)
        {
            findings.Ask(ProfileKeys.GovernmentMaximum, "benefit.participants", string.Join(", ", sharing), new(
                $"What these parties get depends on the pool; it may not go beyond {most} of it.", $"这些成员所得取决于收益池，不得超过其{most}。"));
        }
    }
}
