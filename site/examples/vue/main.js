import { createApp } from "vue";
import DigitReader from "./DigitReader.vue";

createApp(DigitReader).mount("#app");
