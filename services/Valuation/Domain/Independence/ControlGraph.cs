using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Who controls whom, and who is of one group by it: over any number of steps, up and down.</summary>
public sealed class ControlGraph
{
    private readonly List<(string Controller, string Controlled)> edges;

    /// <param name="edges">Each controller with whom it controls.</param>
    public ControlGraph(IEnumerable<(string Controller, string Controlled)> edges) => this.edges = [.. edges];

    public static ControlGraph None { get; } = new([]);

    /// <summary>As the parties of an agreement state it (<c>parties[].controllers</c>).</summary>
    public static ControlGraph Of(AgreementDocument? agreement) => agreement is null
        ? None
        : new(agreement.Parties.SelectMany(party => party.Controllers.Select(controller => (controller, party.Id))));

    /// <summary>The organisation and everybody of its group.</summary>
    public IReadOnlySet<string> GroupOf(string organisation)
    {
        var group = new HashSet<string>(StringComparer.Ordinal) { organisation };
        var open = new Queue<string>(group);
        while (open.TryDequeue(out var next))
        {
            foreach (var (controller, controlled) in edges)
            {
                if (controller == next && group.Add(controlled)) open.Enqueue(controlled);
                if (controlled == next && group.Add(controller)) open.Enqueue(controller);
            }
        }

        return group;
    }
}
