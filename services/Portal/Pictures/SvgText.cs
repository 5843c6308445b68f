using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Ledger.Portal.Pictures;

/// <summary>An SVG <c>text</c> element; its name means something else in Razor.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>The element's attributes.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>What is written.</summary>
    [Parameter, EditorRequired]
    public string Is { get; set; } = "";

    /// <summary>A second line below it.</summary>
    [Parameter]
    public string? Second { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddMultipleAttributes(1, Attributes);
        builder.AddContent(2, Is);
        if (Second is not null)
        {
            builder.OpenElement(3, "tspan");
            builder.AddAttribute(4, "x", Attributes!["x"]);
            builder.AddAttribute(5, "dy", 15);
            builder.AddContent(6, Second);
            builder.CloseElement();
        }

        builder.CloseElement();
    }
}
