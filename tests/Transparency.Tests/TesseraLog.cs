using System.Text;

namespace Ledger.Transparency.Tests;

/// <summary>A published test log: its keys and leaves, a checkpoint of it, and facts computed from it.</summary>
internal static class TesseraLog
{
    public const string Key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    public const string PrivateKey = "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

    public const string Text5 = "example.com/log/testdata\n5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n";

    public const string Checkpoint5 = Text5 +
        "\n\u2014 example.com/log/testdata M9e0lmn5eDHyHP10zJObZdFAX2y1V8fdDKBi4IiHbDYf1TCUBwxZOhqwv2QZCqrdda2zTRTrmnwjwscN5RBTEmZUYAs=\n";

    public const string WitnessKey = "witness.example.com/w1+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

    public const long WitnessTime = 1_679_315_147;

    public const string Cosignature =
        "\u2014 witness.example.com/w1 oAWfEQAAAABkGFDLNQYX7mpCQyYfbxURbzIUHcBxWcgUU/O/s/JxtX0JWmSV77NRwyPM3ZfNXGWvSr0VLGoupypHIZxuCoGzJ5YLAA==";

    public static byte[] WitnessSeed { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static byte[][] Leaves { get; } =
        [.. "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".Split(' ').Select(Encoding.ASCII.GetBytes)];

    public static MerkleHash[] LeafHashes { get; } = [.. Leaves.Select(leaf => MerkleTree.Leaf(leaf))];

    /// <summary>Inclusion proof of index 2 in size 5.</summary>
    public static string[] Proof2Of5 { get; } =
    [
        "9xWrP6pdBx5uKsS7mU1b9zWUPcw3mdoNCF55gM+5M2o=", "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
        "zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=",
    ];
}
