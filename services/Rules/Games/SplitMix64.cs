namespace Ledger.Rules;

/// <summary>
/// The SplitMix64 generator: the same seed gives the same numbers on every machine and in every language. Not for secrets.
/// Source: Steele, Lea and Flood 2014.
/// </summary>
/// <param name="seed">The state to start from.</param>
public sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A whole number from 0 to below the limit, each equally likely: draws that would favour the small ones are dropped.</summary>
    public int Below(int limit)
    {
        var bound = (ulong)limit;
        var first = unchecked(0UL - bound) % bound;
        ulong drawn;
        do drawn = Next();
        while (drawn < first);
        return (int)(drawn % bound);
    }

    /// <summary>Puts a list into a random order, each order equally likely (Fisher-Yates).</summary>
    public void Shuffle(Span<int> list)
    {
        for (var last = list.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (list[last], list[other]) = (list[other], list[last]);
        }
    }
}
