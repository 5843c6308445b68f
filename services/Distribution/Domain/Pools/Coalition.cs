using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Some participants of an agreement share the benefits of a project of their own.</summary>
/// <param name="Project">Id of the project: pools of one project do not overlap, pools of different projects may.</param>
/// <param name="Parties">Participants that share; each once.</param>
/// <param name="Contributions">References of contributions to the project, or null: they count in its pools, and in no other of the same days.</param>
public sealed record Coalition(string Project, IReadOnlyList<string> Parties, IReadOnlyList<CoalitionContribution>? Contributions = null)
{
    /// <summary>Whether both say the same.</summary>
    public bool Equals(Coalition? other) => other is not null && Project == other.Project && Parties.SequenceEqual(other.Parties)
        && (Contributions ?? []).SequenceEqual(other.Contributions ?? []);

    public override int GetHashCode() => HashCode.Combine(Project, Parties.Count);

    /// <summary>Whether a contribution counts in the pools of the project.</summary>
    public bool Counts(string party, string reference) =>
        Parties.Contains(party) && (Contributions is not { Count: > 0 } named || named.Contains(new CoalitionContribution(party, reference)));

    internal Rejection? Broken(AgreementDocument agreement)
    {
        if (!InputReader.IsIdentifier(Project)) return Problems.NotAnIdentifier("coalition.project", Project);
        if (Parties.Count == 0) return Problems.Empty("coalition.parties");
        for (var i = 0; i < Parties.Count; i++)
        {
            var party = Parties[i];
            // The serializer checks members of records for null, not entries of lists.
            if (party is null) return Problems.WrongType($"coalition.parties[{i}]", "a party's id", "成员标识");
            if (!agreement.Benefit.Participants.Contains(party)) return new CoalitionOutsider(party) { Field = $"coalition.parties[{i}]" };
            if (Parties.Take(i).Contains(party)) return Problems.Duplicate($"coalition.parties[{i}]", party);
        }

        if (Contributions is { } named)
        {
            if (named.Count > DistributionLimits.CoalitionContributions) return Problems.TooMany("coalition.contributions", DistributionLimits.CoalitionContributions);
            for (var i = 0; i < named.Count; i++)
                if (named[i] is null) return Problems.WrongType($"coalition.contributions[{i}]", "an object", "对象");
                else if (!Parties.Contains(named[i].Party)) return new CoalitionOutsider(named[i].Party) { Field = $"coalition.contributions[{i}].party" };
        }

        // A law's or licence's share cannot fall away because its receiver is not in the project.
        return agreement.Benefit.Waterfall.OfType<StatutoryShareTier>().SelectMany(tier => tier.To.Keys).FirstOrDefault(party => !Parties.Contains(party)) is { } left
            ? new CoalitionLeavesOut(left) { Field = "coalition.parties" }
            : null;
    }
}

/// <summary>A contribution by its party and reference.</summary>
public sealed record CoalitionContribution(string Party, string Reference);

public sealed record CoalitionOutsider(string Party) : Rejection("pool.coalition-outsider", RejectionKind.Invalid, new(
    $"{Party} takes no part in the benefits of the agreement, or not in this project.", $"{Party} 不参与该协议或该项目的收益分配。"));

public sealed record CoalitionLeavesOut(string Party) : Rejection("pool.coalition-leaves-out", RejectionKind.Conflict, new(
    $"{Party} has a statutory share under the agreement and cannot be left out of a project.", $"{Party} 依协议享有法定份额，项目分配不得将其排除。"));
