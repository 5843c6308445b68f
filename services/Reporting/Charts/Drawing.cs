namespace Ledger.Reporting;

/// <summary>What a chart is made of once its figures are places: the one form that both renderers draw. Units are points, y grows downwards.</summary>
internal sealed record Drawing(decimal Width, decimal Height, IReadOnlyList<Shape> Shapes);

internal abstract record Shape;

internal enum Anchor
{
    Start,
    Middle,
    End,
}

internal enum Tone
{
    Ink,
    Muted,
    Faint,
    Accent,
    Warning,
}

internal sealed record Line(decimal X1, decimal Y1, decimal X2, decimal Y2, Stroke Stroke, Tone Tone, decimal Width = 1m) : Shape;

internal sealed record Box(decimal X, decimal Y, decimal Width, decimal Height, Tone Tone) : Shape;

internal sealed record Sign(decimal X, decimal Y, Mark Mark, Tone Tone, decimal Radius = 4m) : Shape;

internal sealed record Label(decimal X, decimal Y, string Text, Anchor Anchor, Tone Tone, decimal Size = 9m) : Shape;
