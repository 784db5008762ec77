/** The menu of actions on a song or album: by right click, long press, its button, or the menu key. */
import { signal } from "@preact/signals";
import { Check, EllipsisVertical, type IconNode } from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { t } from "../i18n/language";
import { Icon } from "./Icon";

export interface MenuItem {
  label: string;
  icon: IconNode;
  /** Whether it is chosen, for entries that are. */
  checked?: boolean;
  act: () => void;
}

interface OpenMenu {
  items: readonly MenuItem[];
  x: number;
  y: number;
  opener: HTMLElement | null;
}

const LONG_PRESS = 500;
const MARGIN = 8;

const shown = signal<OpenMenu | null>(null);

function openAt(x: number, y: number, items: readonly MenuItem[], opener: HTMLElement | null): void {
  shown.value = { items, x, y, opener };
}

/** Opens a menu at a button. */
export function openBy(button: HTMLElement, items: readonly MenuItem[]): void {
  const box = button.getBoundingClientRect();
  openAt(box.left, box.bottom + 4, items, button);
}

function close(): void {
  const opener = shown.value?.opener;
  shown.value = null;
  opener?.focus({ preventScroll: true });
}

function focusable(element: Element): HTMLElement | null {
  return element.matches("a, button") ? (element as HTMLElement) : element.querySelector<HTMLElement>("a, button");
}

/** What an element needs so that its menu opens in every way there is. */
export function withMenu(items: () => readonly MenuItem[]) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  return {
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      stop();
      const element = event.currentTarget as HTMLElement;
      const box = element.getBoundingClientRect();
      // The menu key has no place of its own.
      const byKey = event.clientX === 0 && event.clientY === 0;
      openAt(byKey ? box.left + MARGIN : event.clientX, byKey ? box.bottom : event.clientY, items(), focusable(element));
    },
    // Some touch screens know no context menu.
    onTouchStart: (event: TouchEvent) => {
      const touch = event.touches[0];
      const element = event.currentTarget as HTMLElement;
      stop();
      if (touch) timer = setTimeout(() => openAt(touch.clientX, touch.clientY, items(), focusable(element)), LONG_PRESS);
    },
    onTouchEnd: stop,
    onTouchMove: stop,
    onTouchCancel: stop,
  };
}

export function MenuButton({ name, items, class: className = "" }: { name: string; items: () => readonly MenuItem[]; class?: string }) {
  return (
    <button
      class={`icon-button menu-button ${className}`}
      type="button"
      aria-label={t.menu.open(name)}
      aria-haspopup="menu"
      onClick={(event) => openBy(event.currentTarget, items())}
    >
      <Icon node={EllipsisVertical} size={18} />
    </button>
  );
}

function onMenuKey(event: KeyboardEvent): void {
  const entries = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (to === undefined) return;
  else entries.at(to % entries.length)?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/** Stands once in the frame. */
export function MenuHost() {
  const box = useRef<HTMLDivElement>(null);
  const menu = shown.value;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !menu) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(MARGIN, Math.min(menu.x, innerWidth - width - MARGIN))}px`;
    element.style.top = `${Math.max(MARGIN, Math.min(menu.y, innerHeight - height - MARGIN))}px`;
    element.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
  }, [menu]);
  useEffect(() => {
    if (!menu) return;
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) shown.value = null;
    };
    addEventListener("pointerdown", outside, true);
    addEventListener("scroll", outside, { capture: true, passive: true });
    return () => {
      removeEventListener("pointerdown", outside, true);
      removeEventListener("scroll", outside, true);
    };
  }, [menu]);
  if (!menu) return null;
  return (
    <div ref={box} class="menu" role="menu" aria-label={t.menu.label} onKeyDown={onMenuKey} data-testid="menu">
      {menu.items.map((item) => (
        <button
          key={item.label}
          class="menu-item"
          type="button"
          role={item.checked === undefined ? "menuitem" : "menuitemcheckbox"}
          aria-checked={item.checked}
          tabIndex={-1}
          onClick={() => {
            close();
            item.act();
          }}
        >
          <Icon node={item.icon} size={18} />
          <span>{item.label}</span>
          {item.checked && <Icon node={Check} size={16} />}
        </button>
      ))}
    </div>
  );
}
