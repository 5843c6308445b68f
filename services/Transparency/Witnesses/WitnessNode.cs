namespace Ledger.Transparency.Witnesses;

/// <summary>A witness or a group of them, as a policy combines them. Every name is a member of one group at most, so this is a tree.</summary>
internal abstract record WitnessNode
{
    public abstract bool IsMet(IReadOnlySet<string> witnesses);
}

internal sealed record SingleWitness(string Name) : WitnessNode
{
    public override bool IsMet(IReadOnlySet<string> witnesses) => witnesses.Contains(Name);
}

internal sealed record WitnessGroup(int Threshold, IReadOnlyList<WitnessNode> Members) : WitnessNode
{
    public override bool IsMet(IReadOnlySet<string> witnesses) => Members.Count(member => member.IsMet(witnesses)) >= Threshold;
}
